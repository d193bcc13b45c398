import { randomShape } from '@walkout/recordings/simulator';
import type { Errand, Random, ShopperPlan } from '@walkout/recordings/simulator';

/** Somebody of their own build and pace. */
export function shopper(random: Random, plan: Pick<ShopperPlan, 'arrivesAt' | 'errands'> & Partial<ShopperPlan>): ShopperPlan {
  return {
    shape: randomShape(random.fork('shape')),
    container: random.fork('container').chance(0.75) ? 'basket' : 'bag',
    pace: random.fork('pace').uniform(0.95, 1.3),
    ...plan,
  };
}

/** Shoppers who come one after the other, each with a stream of random numbers of their own. */
export function oneAfterAnother(
  random: Random,
  { count, between }: { readonly count: number; readonly between: readonly [number, number] },
  planOf: (own: Random, index: number) => Pick<ShopperPlan, 'errands'> & Partial<ShopperPlan>,
): ShopperPlan[] {
  let arrivesAt = 0.5;
  return Array.from({ length: count }, (_, index) => {
    const own = random.fork(`shopper ${index}`);
    const plan = shopper(own, { arrivesAt, ...planOf(own, index) });
    arrivesAt += own.uniform(...between);
    return plan;
  });
}

/** Draws a product; each at most as often as three packs last, so that shelves do not run empty. */
export function createShoppingList(random: Random, products: readonly { readonly id: string }[]): () => string {
  const MOST = 3;
  const drawn = new Map<string, number>();
  return () => {
    for (;;) {
      const { id } = random.pick(products);
      const times = drawn.get(id) ?? 0;
      if (times >= MOST) continue;
      drawn.set(id, times + 1);
      return id;
    }
  };
}

/** What shoppers do who confuse nobody: they take, one or two, look at things, and now and then put something back. */
export function plainErrands(random: Random, draw: () => string, count: number): Errand[] {
  const errands: Errand[] = [];
  const taken: string[] = [];
  while (errands.length < count) {
    const product = draw();
    const [kind] = [random.next()];
    if (kind < 0.68) errands.push({ kind: 'take', product });
    else if (kind < 0.78) errands.push({ kind: 'two', product });
    else if (kind < 0.88) errands.push({ kind: 'look', product });
    else if (taken.length > 0) errands.push({ kind: 'put', product: taken.splice(random.integer(0, taken.length - 1), 1)[0]! });
    else continue;
    if (kind < 0.78) taken.push(product);
  }
  return errands;
}
