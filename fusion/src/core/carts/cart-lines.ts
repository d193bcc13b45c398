import type { CartLine } from '@walkout/contracts';
import type { Hypothesis } from './hypotheses.ts';

const round = (value: number): number => Math.round(value * 1000) / 1000;

/**
 * A visit's cart as the likeliest story has it; each line with the probability, over all stories, that its quantity is right.
 *
 * @param hypotheses likeliest first, weights adding up to 1; at least one
 * @returns          lines by product id, so that equal carts are equal bytes
 */
export function cartLines(hypotheses: readonly Hypothesis[], visit: string): CartLine[] {
  const best = hypotheses[0]?.carts.get(visit) ?? new Map();
  const lines = [...best].map(([product, holding]) => {
    const agreeing = hypotheses.filter(({ carts }) => carts.get(visit)?.get(product)?.quantity === holding.quantity);
    const probability = agreeing.reduce((sum, { logWeight }) => sum + Math.exp(logWeight), 0);
    return { product, quantity: holding.quantity, probability: round(Math.min(1, probability)), evidence: [...holding.evidence] };
  });
  return lines.sort((a, b) => (a.product < b.product ? -1 : 1));
}
