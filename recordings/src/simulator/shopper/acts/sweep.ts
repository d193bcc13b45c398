import { BUSY_HAND, stow, takeItems } from '../handle-item.ts';
import { MANNERS } from '../manner.ts';
import type { Shopper } from '../shopper.ts';
import { packsFor } from '../stand.ts';
import type { Activity, Surroundings } from '../surroundings.ts';

const QUICKLY = { hand: BUSY_HAND, manner: MANNERS.quick } as const;

/** Takes a pack of each product within reach, one after the other as quickly as hands can. */
export function* sweep(shopper: Shopper, around: Surroundings, products: readonly string[]): Activity {
  for (const product of products) {
    const [item] = packsFor(shopper, around, { product });
    if (item === undefined) continue;
    yield* takeItems(shopper, around, [item], QUICKLY);
    yield* stow(shopper, around, QUICKLY);
  }
}
