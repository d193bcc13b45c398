import type { CartLine, Probability } from '@walkout/contracts';
import type { Beliefs, Holdings } from './hypotheses.ts';

const round = (value: number): number => Math.round(value * 1000) / 1000;

/**
 * A visit's cart as the likeliest story has it; each line with the probability that its quantity is right: over all stories
 * told, and as far as the true story may not be among them, by its events alone.
 *
 * @param aloneOf probability that an event, seen by itself, moved this product into or out of this visit's cart
 * @returns       lines by product id, so that equal carts are equal bytes
 */
export function cartLines(
  { hypotheses, lost }: Beliefs,
  visit: string,
  aloneOf: (event: string, product: string) => Probability,
): CartLine[] {
  const best: Holdings = hypotheses[0]?.carts.get(visit) ?? new Map();
  const lines = [...best].map(([product, { quantity, evidence }]) => {
    const agreeing = hypotheses.filter(({ carts }) => carts.get(visit)?.get(product)?.quantity === quantity);
    const told = agreeing.reduce((sum, { logWeight }) => sum + Math.exp(logWeight), 0);
    const alone = evidence.map((event) => aloneOf(event, product)).reduce((all, one) => all * one, 1);
    const probability = round(Math.min(1, (1 - lost) * told + lost * alone));
    return { product, quantity, probability, evidence: [...evidence] };
  });
  return lines.sort((a, b) => (a.product < b.product ? -1 : 1));
}
