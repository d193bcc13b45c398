import type { Grams, StorePoint } from '@walkout/contracts';
import { createHandContact } from '../../scales/hand-contact.ts';
import { SAMPLE_RATE } from '../../scales/shelf-scale.ts';
import { alongShelf } from '../../stock/stock.ts';
import type { Item } from '../../stock/stock.ts';
import { contactOf, drawBack, liftAway, moveHand, reachTo, USUALLY } from '../handle-item.ts';
import { REST } from '../shopper.ts';
import type { Shopper } from '../shopper.ts';
import type { Activity, Surroundings } from '../surroundings.ts';

/** What a resting hand weighs, and an arm that bears part of the body. */
const RESTING: readonly [Grams, Grams] = [40, 350];
const LEANING: readonly [Grams, Grams] = [600, 3_500];
const REACH_SECONDS: readonly [number, number] = [0.5, 0.8];

function pressing(shopper: Shopper, around: Surroundings, { item, mean }: { item: Item; mean: Grams }): () => void {
  const scale = around.scaleOf(item);
  const contact = createHandContact(alongShelf(around.shelfOf(item), item.place), item.grams, shopper.random, mean);
  return () => contact.press(scale);
}

/** Rests a hand on a pack in its place for some seconds; then takes the pack, or lets go of it. */
export function* restUpon(shopper: Shopper, around: Surroundings, { item, seconds, take }: { item: Item; seconds: number; take: boolean }): Activity {
  const { press } = contactOf(shopper, around, item);
  yield* reachTo(shopper, around, { item, press, ...USUALLY });
  const rest = pressing(shopper, around, { item, mean: shopper.random.uniform(...RESTING) });
  for (let sample = Math.round(seconds * SAMPLE_RATE); sample > 0; sample--) {
    rest();
    yield;
  }
  if (take) yield* liftAway(shopper, around, { items: [item], press, ...USUALLY });
  else yield* drawBack(shopper, { to: REST, press, done: () => {}, ...USUALLY });
}

/** Leans on the front edge of the board before a pack. */
export function* leanOn(shopper: Shopper, around: Surroundings, { item, seconds }: { item: Item; seconds: number }): Activity {
  const { facing, plates: [plate] } = around.shelfOf(item);
  const out = plate!.depth / 2 + (plate!.centre[0] - item.place[0]) * Math.cos(facing) + (plate!.centre[1] - item.place[1]) * Math.sin(facing);
  const edge: StorePoint = [item.place[0] + Math.cos(facing) * out, item.place[1] + Math.sin(facing) * out, item.place[2] + 0.02];
  const rest = pressing(shopper, around, { item, mean: shopper.random.uniform(...LEANING) });
  yield* moveHand(shopper, { hand: 'right', to: { kind: 'store', point: edge }, seconds: shopper.random.uniform(...REACH_SECONDS) });
  for (let sample = Math.round(seconds * SAMPLE_RATE); sample > 0; sample--) {
    rest();
    yield;
  }
  yield* moveHand(shopper, { hand: 'right', to: REST, seconds: shopper.random.uniform(...REACH_SECONDS) });
}
