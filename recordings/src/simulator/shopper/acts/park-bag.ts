import type { Grams, Vector3 } from '@walkout/contracts';
import { contactOf, drawBack, reachTo, USUALLY } from '../handle-item.ts';
import { REST } from '../shopper.ts';
import type { Shopper } from '../shopper.ts';
import type { Item } from '../../stock/stock.ts';
import { pause } from '../surroundings.ts';
import type { Activity, Surroundings } from '../surroundings.ts';

const SIZE: Vector3 = [0.24, 0.14, 0.26];
const LOWER_SECONDS: readonly [number, number] = [0.15, 0.4];

/** Puts a bag of one's own down beside a pack, waits, and takes it up again. The bag is no goods: no truth tells of it. */
export function* parkBag(shopper: Shopper, around: Surroundings, { beside, grams, seconds }: { beside: Item; grams: Grams; seconds: number }): Activity {
  const { random } = shopper;
  const bag: Item = { ...beside, id: `bag of ${shopper.id}`, product: '', size: SIZE, grams };
  const { scale, press } = contactOf(shopper, around, bag);
  yield* reachTo(shopper, around, { item: bag, press, ...USUALLY });
  scale.place(bag, random.uniform(...LOWER_SECONDS));
  yield* drawBack(shopper, { to: REST, press, done: () => {}, ...USUALLY });
  yield* pause(around, seconds);
  const again = contactOf(shopper, around, bag);
  yield* reachTo(shopper, around, { item: bag, press: again.press, ...USUALLY });
  scale.lift(bag, random.uniform(...LOWER_SECONDS));
  yield* drawBack(shopper, { to: REST, press: again.press, done: () => {}, ...USUALLY });
}
