import type { Cart, Receipt, TrueReceipt } from '@walkout/contracts';
import { scoreReceipts } from '@walkout/bench';

export interface RunOutcome {
  readonly carts: readonly Cart[];
  readonly receipts: readonly Receipt[];
  readonly inReview: readonly string[];
}

/** How a run's receipts compare with what shoppers truly carried out, a line a visit, for a terminal. */
export function comparisonText({ carts, receipts, inReview }: RunOutcome, truth: readonly TrueReceipt[]): string {
  if (truth.length === 0) return `${receipts.length} receipts; the recording holds no truth to compare them with`;
  const score = scoreReceipts([...receipts, ...carts.filter((cart) => inReview.includes(cart.visit))], truth);
  const lines = truth.map(({ visit }) => {
    const wrong = score.wrong.filter((item) => item.visit === visit);
    const how = inReview.includes(visit) ? 'waits for a review' : receipts.some((receipt) => receipt.visit === visit) ? 'has a receipt' : 'has no receipt';
    const what = wrong.map(({ product, charged, taken }) => `${product}: ${charged} charged, ${taken} taken`).join('; ');
    return `  ${wrong.length === 0 ? '✓' : '✗'} visit ${visit} ${how}${what === '' ? ', every item right' : `; ${what}`}`;
  });
  const strangers = receipts.filter(({ visit }) => !truth.some((one) => one.visit === visit));
  return [
    'compared with what the shoppers truly carried out:',
    ...lines,
    ...strangers.map(({ visit }) => `  ✗ visit ${visit} has a receipt, and nobody was there`),
    `  ${score.receiptsRight} of ${truth.length} right; items: precision ${score.itemPrecision.toFixed(3)}, recall ${score.itemRecall.toFixed(3)}`,
  ].join('\n');
}
