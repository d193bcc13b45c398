import type { Cart, EpochMs } from '@walkout/contracts';
import { cartLines } from './cart-lines.ts';
import { explain, forget, INITIAL } from './hypotheses.ts';
import type { Explanation, Hypothesis } from './hypotheses.ts';

/** The carts of all open visits, over all stories of how things came about. */
export interface CartBook {
  /**
   * Takes an event in.
   *
   * @returns visits whose cart it changed, in order of their id
   */
  add(event: string, explanations: readonly Explanation[]): string[];
  /** A visit's cart as the likeliest story has it; each call is a new revision. */
  cart(visit: string, at: EpochMs, state: Cart['state']): Cart;
  /** Everything in open carts, in the likeliest story: what could be put back. */
  held(): { product: string; quantity: number }[];
  /** Forgets a visit; ask for its last cart before. */
  close(visit: string): void;
}

export function createCartBook(): CartBook {
  let hypotheses: readonly Hypothesis[] = INITIAL;
  const revisions = new Map<string, number>();
  const text = (visit: string) => JSON.stringify(cartLines(hypotheses, visit));

  return {
    add(event, explanations) {
      const open = [...new Set([...hypotheses.flatMap(({ carts }) => [...carts.keys()]), ...explanations.flatMap(({ changes }) => changes.map(({ visit }) => visit))])];
      const before = new Map(open.map((visit) => [visit, text(visit)]));
      hypotheses = explain(hypotheses, event, explanations);
      return open.filter((visit) => text(visit) !== before.get(visit)).sort();
    },
    cart(visit, at, state) {
      const revision = (revisions.get(visit) ?? -1) + 1;
      revisions.set(visit, revision);
      return { visit, revision, capturedAt: at, state, lines: cartLines(hypotheses, visit) };
    },
    held() {
      const sum = new Map<string, number>();
      for (const holdings of hypotheses[0]?.carts.values() ?? []) {
        for (const [product, { quantity }] of holdings) sum.set(product, (sum.get(product) ?? 0) + quantity);
      }
      return [...sum].map(([product, quantity]) => ({ product, quantity }));
    },
    close(visit) {
      hypotheses = forget(hypotheses, visit);
      revisions.delete(visit);
    },
  };
}
