import type { Receipt } from '@walkout/contracts';
import { formatMoney } from './format-money.ts';

const WIDTH = 56;

/** A line with something at its left and something at its right end; what is too long on the left is cut. */
function spread(left: string, right: string): string {
  const room = WIDTH - right.length - 1;
  const kept = left.length > room ? `${left.slice(0, room - 1)}…` : left;
  return `  ${kept.padEnd(room)} ${right}`;
}

/** A receipt as people know it, for a terminal. */
export function receiptText(receipt: Receipt, storeName: string): string {
  const money = (amount: number) => formatMoney(amount, receipt.currency);
  const discountsOn = (product: string) =>
    receipt.discounts.filter((discount) => discount.product === product).map(({ name, amount }) => spread(`  ${name}`, money(amount)));
  const lines = receipt.lines.flatMap((line) => [spread(`${line.quantity} × ${line.name}`, money(line.amount)), ...discountsOn(line.product)]);
  const taxes = receipt.taxes.map((tax) => spread(`  tax ${tax.basisPoints / 100} % in ${money(tax.gross)}`, money(tax.tax)));
  const rule = `  ${'─'.repeat(WIDTH)}`;
  return [
    rule,
    spread(`${storeName}, receipt ${receipt.number}`, `visit ${receipt.visit}`),
    rule,
    ...(lines.length === 0 ? ['  nothing taken'] : lines),
    rule,
    spread('total', money(receipt.total)),
    ...taxes,
    '',
  ].join('\n');
}
