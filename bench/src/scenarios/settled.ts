import { REVIEW_BELOW } from '@walkout/contracts';
import type { Cart } from '@walkout/contracts';
import type { VisitItems } from '../metrics/receipt-score.ts';

/**
 * A cart after a person has looked at what fusion was not sure of, and at nothing else: each line below the review threshold, the
 * products of its alternatives, and what the visit may hold besides, as they truly were; every sure line as it stands. What fusion
 * is sure of and is wrong, and what it never thought of, stays wrong.
 */
export function settled({ visit, lines, perhaps = [] }: Cart, truth: readonly VisitItems[]): VisitItems {
  const carried = new Map(truth.find((one) => one.visit === visit)?.lines.map(({ product, quantity }) => [product, quantity]));
  const sure = lines.filter(({ probability }) => probability >= REVIEW_BELOW);
  const unsure = lines.filter(({ probability }) => probability < REVIEW_BELOW);
  const shown = new Set([
    ...unsure.flatMap(({ product, alternatives = [] }) => [product, ...alternatives.flatMap(({ items }) => items.map((item) => item.product))]),
    ...perhaps.filter(({ probability }) => probability > 1 - REVIEW_BELOW).flatMap(({ product }) => product ?? []),
  ]);
  return {
    visit,
    lines: [
      ...sure.filter(({ product }) => !shown.has(product)).map(({ product, quantity }) => ({ product, quantity })),
      ...[...shown].flatMap((product) => (carried.has(product) ? [{ product, quantity: carried.get(product)! }] : [])),
    ],
  };
}
