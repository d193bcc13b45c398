import type { Cart, EpochMs, Probability } from '@walkout/contracts';
import { cartLines } from './cart-lines.ts';
import { explain, forget, INITIAL } from './hypotheses.ts';
import type { Beliefs, Explanation } from './hypotheses.ts';

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

/** One visit's part in one event: product → probability that the event, by itself, moved it into or out of the cart. */
type Alone = ReadonlyMap<string, Probability>;

const visitsIn = (explanations: readonly Explanation[]): string[] => explanations.flatMap(({ changes }) => changes.map(({ visit }) => visit));

function aloneIn(explanations: readonly Explanation[], visit: string): Alone {
  const alone = new Map<string, Probability>();
  for (const { changes, probability } of explanations) {
    const products = new Set(changes.filter((change) => change.visit === visit).map(({ product }) => product));
    for (const product of products) alone.set(product, (alone.get(product) ?? 0) + probability);
  }
  return alone;
}

export function createCartBook(): CartBook {
  let beliefs: Beliefs = INITIAL;
  const revisions = new Map<string, number>();
  /** Visit → event → what the event alone says. */
  const heard = new Map<string, Map<string, Alone>>();
  const lines = (visit: string) => cartLines(beliefs, visit, (event, product) => heard.get(visit)?.get(event)?.get(product) ?? 0);
  const text = (visit: string) => JSON.stringify(lines(visit));

  return {
    add(event, explanations) {
      for (const visit of new Set(visitsIn(explanations))) {
        const events = heard.get(visit) ?? new Map<string, Alone>();
        heard.set(visit, events.set(event, aloneIn(explanations, visit)));
      }
      const before = new Map([...heard.keys()].map((visit) => [visit, text(visit)]));
      beliefs = explain(beliefs, event, explanations);
      return [...before].filter(([visit, then]) => text(visit) !== then).map(([visit]) => visit).sort();
    },
    cart(visit, at, state) {
      const revision = (revisions.get(visit) ?? -1) + 1;
      revisions.set(visit, revision);
      return { visit, revision, capturedAt: at, state, lines: lines(visit) };
    },
    held() {
      const sum = new Map<string, number>();
      for (const holdings of beliefs.hypotheses[0]?.carts.values() ?? []) {
        for (const [product, { quantity }] of holdings) sum.set(product, (sum.get(product) ?? 0) + quantity);
      }
      return [...sum].map(([product, quantity]) => ({ product, quantity }));
    },
    close(visit) {
      beliefs = forget(beliefs, visit);
      revisions.delete(visit);
      heard.delete(visit);
    },
  };
}
