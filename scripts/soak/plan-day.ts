import type { StoreLayout } from '@walkout/contracts';
import { OPENING, randomShape } from '@walkout/recordings/simulator';
import type { Errand, Random, Scenario, ShopperPlan } from '@walkout/recordings/simulator';
import { HOUR } from './store-clock.ts';

/** The store is open from 07:00 to 21:00 UTC, and the day begins at {@link OPENING}: the first hour and the last have shoppers. */
const [OPENS, CLOSES] = [7, 21] as const;
/** Whoever comes has left by closing time. */
const LAST_ENTRY_SECONDS = 180;
const MOST_ERRANDS = 4;
/** Packs of a product that stand there in the morning at least; staff bring as many as were taken. */
const RESTOCK_AFTER = 2;

export interface DayPlan {
  readonly hours: number;
  readonly shoppersAnHour: number;
}

/** Is the store open at this moment, seconds after the day began? */
export function isOpen(seconds: number): boolean {
  const hour = ((OPENING + seconds * 1000) % (24 * HOUR)) / HOUR;
  return hour >= OPENS && hour < CLOSES - LAST_ENTRY_SECONDS / 3600;
}

function errandsOf(random: Random, products: readonly string[], taken: Map<string, number>): Errand[] {
  const errands: Errand[] = [];
  const held: string[] = [];
  for (let left = random.integer(1, MOST_ERRANDS); left > 0; left--) {
    const product = random.pick(products);
    const what = random.next();
    if (what < 0.75) errands.push({ kind: 'take', product });
    else if (what < 0.85) errands.push({ kind: 'look', product });
    else if (held.length > 0) errands.push({ kind: 'return', product: held.pop()! });
    else errands.push({ kind: 'take', product });
    if (errands.at(-1)!.kind === 'take') {
      held.push(product);
      taken.set(product, (taken.get(product) ?? 0) + 1);
    }
  }
  return errands;
}

/** Shoppers at random moments all day long while the store is open, and staff who bring what was taken before shelves run empty. */
export function planDay(layout: StoreLayout, random: Random, { hours, shoppersAnHour }: DayPlan): Scenario {
  const products = layout.products.map(({ id }) => id);
  const taken = new Map<string, number>();
  const shoppers: ShopperPlan[] = [];
  const meanGap = 3600 / shoppersAnHour;
  const come = (arrivesAt: number, plan: Pick<ShopperPlan, 'errands' | 'staff'>) => {
    const own = random.fork(`somebody ${shoppers.length}`);
    shoppers.push({ shape: randomShape(own), container: own.chance(0.75) ? 'basket' : 'bag', pace: own.uniform(0.95, 1.3), arrivesAt, ...plan });
  };
  // Poisson arrivals.
  for (let at = 10; at < hours * 3600 - LAST_ENTRY_SECONDS; at += -Math.log(1 - random.next()) * meanGap) {
    if (!isOpen(at)) continue;
    const empty = [...taken].filter(([, count]) => count >= RESTOCK_AFTER);
    if (empty.length > 0) {
      for (const [product] of empty) taken.delete(product);
      come(at, { staff: true, errands: empty.map(([product, quantity]) => ({ kind: 'restock', product, quantity })) });
      at += 20 + 15 * empty.length;
    }
    come(at, { errands: errandsOf(random, products, taken) });
  }
  return { shoppers };
}
