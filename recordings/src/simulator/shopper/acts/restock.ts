import { freePlace } from '../../stock/free-place.ts';
import { moved } from '../../stock/stock.ts';
import type { Item } from '../../stock/stock.ts';
import { fetch, returnItem } from '../handle-item.ts';
import type { Shopper } from '../shopper.ts';
import type { Activity, Surroundings } from '../surroundings.ts';

/** Puts new packs of a product on their shelf, one after the other. `first`: the first in its place, and `held` as brought along. */
export function* restock(shopper: Shopper, around: Surroundings, { first, held, quantity }: { first: Item; held: Item; quantity: number }): Activity {
  const shelf = around.shelfOf(first);
  const plates = shelf.plates.filter(({ id }) => first.plates.includes(id));
  for (let count = 0; count < quantity; count++) {
    const pack = count === 0 ? held : around.supply(first.product);
    const place = freePlace({ shelf, plates, size: pack.size }, around.standingOn(shelf.id), shopper.random);
    shopper.contents.push(pack);
    yield* fetch(shopper, around, pack);
    yield* returnItem(shopper, around, moved(pack, { ...first, place }));
  }
}
