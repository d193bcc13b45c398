import type { Metres, StoreLayout } from '@walkout/contracts';
import { randomShape } from '../body/index.ts';
import type { Random } from '../random.ts';
import type { Errand, Scenario, ShopperPlan } from './shopper/shopper-plan.ts';

const SHOPPERS = 4;
/** Two who reach into one board at once stand this far apart. */
const MEETING_GAP: readonly [Metres, Metres] = [0.6, 0.92];
const MEETING = 'same board';

/** Pairs of products of one board that two people can reach for side by side. */
function neighboursIn({ shelves, planogram }: StoreLayout): [string, string][] {
  return shelves.flatMap(({ plates }) => {
    const products = planogram
      .filter((entry) => plates.some(({ id }) => id === entry.plates[0]))
      .map((entry) => {
        const indices = entry.plates.map((plate) => plates.findIndex(({ id }) => id === plate));
        return { product: entry.product, along: (indices.reduce((sum, i) => sum + i, 0) / indices.length) * plates[0]!.width };
      });
    return products.flatMap((a) => products
      .filter((b) => b.along - a.along >= MEETING_GAP[0] && b.along - a.along <= MEETING_GAP[1])
      .map((b): [string, string] => [a.product, b.product]));
  });
}

type ProductErrand = Errand & { readonly product: string };
const insertAt = (errands: ProductErrand[], index: number, errand: ProductErrand): ProductErrand[] => errands.toSpliced(index, 0, errand);

/**
 * Four shoppers whose visits overlap, each with three to five products on the list; two of them put something back, and two
 * meet at one board and reach for different products at the same time.
 */
export function demoScenario(layout: StoreLayout, random: Random): Scenario {
  const products = random.fork('list');
  const left = layout.products.map(({ id }) => id);
  const draw = (): string => left.splice(products.integer(0, left.length - 1), 1)[0]!;
  const meeting = products.pick(neighboursIn(layout));
  for (const product of meeting) left.splice(left.indexOf(product), 1);

  const lists = Array.from({ length: SHOPPERS }, (): ProductErrand[] =>
    Array.from({ length: products.integer(3, 4) }, () => ({ kind: products.chance(0.15) ? 'two' : 'take', product: draw() })));
  // The first who comes goes to the meeting late, the second early.
  lists[0] = insertAt(lists[0]!, 2, { kind: 'take', product: meeting[0], meeting: MEETING });
  lists[1] = insertAt(lists[1]!, 0, { kind: 'take', product: meeting[1], meeting: MEETING });
  lists[1].push({ kind: 'return', product: lists[1][1]!.product });
  lists[2] = insertAt(lists[2]!, 1, { kind: 'look', product: draw() });
  if (products.chance(0.5)) lists[3]!.push({ kind: 'return', product: lists[3]![0]!.product });

  let arrivesAt = 0.5;
  return {
    shoppers: lists.map((errands, index): ShopperPlan => {
      const own = random.fork(`shopper ${index}`);
      const plan: ShopperPlan = {
        shape: randomShape(own),
        arrivesAt,
        container: own.chance(0.75) ? 'basket' : 'bag',
        pace: own.uniform(0.95, 1.3),
        errands,
      };
      arrivesAt += own.uniform(5, 11);
      return plan;
    }),
  };
}
