import type { Cart, CartAlternative, CartDoubt, CartLine, ItemChange, Probability } from '@walkout/contracts';
import type { Circle } from './beliefs.ts';
import type { Holdings } from './hypothesis.ts';
import { isUnknownObject } from './unknown-object.ts';

/** Alternatives less likely than this help no reviewer. */
const WORTH_NAMING = 0.02;
const MOST_ALTERNATIVES = 4;

const round = (value: number): number => Math.round(value * 1000) / 1000;
const NOTHING: Holdings = new Map();

/** What is told of one visit: the stories of its circle, and what its events say alone. */
export interface VisitStories {
  readonly visit: string;
  readonly circle: Circle;
  /** Probability that an event, seen by itself, moved this product into or out of this visit's cart. */
  readonly aloneOf: (event: string, product: string) => Probability;
  /** All products that the event may have moved into or out of this visit's cart. */
  readonly productsOf: (event: string) => Iterable<string>;
}

/** Carts of the visit in all stories, with their probabilities, likeliest first. */
const cartsIn = ({ visit, circle }: VisitStories): { holdings: Holdings; probability: Probability }[] =>
  circle.hypotheses.map(({ carts, logWeight }) => ({ holdings: carts.get(visit) ?? NOTHING, probability: Math.exp(logWeight) }));

const quantityOf = (holdings: Holdings, product: string): number => holdings.get(product)?.quantity ?? 0;

/** What the visit holds of some products, in the stories that do not agree with the best. */
function alternativesOf(stories: VisitStories, evidence: readonly string[]): CartAlternative[] {
  const products = [...new Set(evidence.flatMap((event) => [...stories.productsOf(event)]))].filter((product) => !isUnknownObject(product)).sort();
  const held = (holdings: Holdings): ItemChange[] =>
    products.flatMap((product) => {
      const quantity = quantityOf(holdings, product);
      return quantity === 0 ? [] : [{ product, quantity }];
    });
  const ways = new Map<string, { items: ItemChange[]; probability: number }>();
  const carts = cartsIn(stories);
  for (const { holdings, probability } of carts) {
    const items = held(holdings);
    const key = JSON.stringify(items);
    ways.set(key, { items, probability: (ways.get(key)?.probability ?? 0) + probability });
  }
  ways.delete(JSON.stringify(held(carts[0]?.holdings ?? NOTHING)));
  return [...ways.values()]
    .filter(({ probability }) => probability >= WORTH_NAMING)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MOST_ALTERNATIVES)
    .map(({ items, probability }) => ({ items, probability: round(probability) }));
}

/**
 * A visit's cart as the likeliest story has it; each line with the probability that its quantity is right: over all stories
 * told, and as far as the true story may not be among them, by its events alone.
 *
 * @returns lines by product id, so that equal carts are equal bytes
 */
function linesOf(stories: VisitStories): CartLine[] {
  const { circle, aloneOf } = stories;
  const carts = cartsIn(stories);
  const best = carts[0]?.holdings ?? NOTHING;
  const lines = [...best].filter(([product]) => !isUnknownObject(product)).map(([product, { quantity, evidence }]): CartLine => {
    const told = carts.filter(({ holdings }) => quantityOf(holdings, product) === quantity).reduce((sum, { probability }) => sum + probability, 0);
    const alone = evidence.map((event) => aloneOf(event, product)).reduce((all, one) => all * one, 1);
    const probability = round(Math.min(1, (1 - circle.lost) * told + circle.lost * alone));
    const alternatives = alternativesOf(stories, evidence);
    return { product, quantity, probability, evidence: [...evidence], ...(alternatives.length === 0 ? {} : { alternatives }) };
  });
  return lines.sort((a, b) => (a.product < b.product ? -1 : 1));
}

/** What the visit holds in other stories and not, or less of, in the best. */
function doubtsOf(stories: VisitStories): CartDoubt[] {
  const carts = cartsIn(stories);
  const best = carts[0]?.holdings ?? NOTHING;
  const more = new Map<string, { quantity: number; probability: number; evidence: readonly string[] }>();
  for (const { holdings, probability } of carts) {
    for (const [product, { quantity, evidence }] of holdings) {
      const beyond = isUnknownObject(product) ? quantity : quantity - quantityOf(best, product);
      if (beyond <= 0) continue;
      const known = more.get(product);
      more.set(product, { quantity: known?.quantity ?? beyond, evidence: known?.evidence ?? evidence, probability: (known?.probability ?? 0) + probability });
    }
  }
  return [...more]
    .filter(([, { probability }]) => probability >= WORTH_NAMING)
    .sort(([a, one], [b, other]) => other.probability - one.probability || (a < b ? -1 : 1))
    .map(([product, { quantity, probability, evidence }]) => ({
      ...(isUnknownObject(product) ? {} : { product }), quantity, probability: round(Math.min(1, probability)), evidence: [...evidence],
    }));
}

/** The visit's lines, and what it may hold besides. */
export function describeCart(stories: VisitStories): Pick<Cart, 'lines' | 'perhaps'> {
  const perhaps = doubtsOf(stories);
  return { lines: linesOf(stories), ...(perhaps.length === 0 ? {} : { perhaps }) };
}
