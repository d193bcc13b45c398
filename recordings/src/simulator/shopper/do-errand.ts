import { handOver } from './acts/hand-over.ts';
import { leanOn, restUpon } from './acts/rest-upon.ts';
import { leaveOnFloor } from './acts/leave-on-floor.ts';
import { parkBag } from './acts/park-bag.ts';
import { receive } from './acts/receive.ts';
import { restock } from './acts/restock.ts';
import { sweep } from './acts/sweep.ts';
import { BUSY_HAND, centreOfItem, fetch, returnItem, stow, takeItems } from './handle-item.ts';
import type { Handling } from './handle-item.ts';
import { MANNERS } from './manner.ts';
import { packsFor } from './stand.ts';
import type { Place, ShelfErrand } from './stand.ts';
import type { Errand } from './shopper-plan.ts';
import type { Shopper } from './shopper.ts';
import { pause, together } from './surroundings.ts';
import type { Activity, Surroundings } from './surroundings.ts';
import { walkTo } from './walk.ts';

export const LONGEST_WAIT_SECONDS = 25;
const STOW_CHANCE = 0.6;

const handlingOf = ({ manner = 'usual' }: ShelfErrand): Handling => ({ hand: BUSY_HAND, manner: MANNERS[manner] });

/** Goes to a shelf and does there what there is to do. */
export function* doAtShelf(shopper: Shopper, around: Surroundings, { errand, place }: { errand: ShelfErrand; place: Place }): Activity {
  const { random } = shopper;
  shopper.standAt = place.stand;
  shopper.goesFor = [place.item];
  shopper.lookAt = undefined;
  yield* walkTo(shopper, around, { goal: place.stand, facing: place.facing });
  shopper.lookAt = centreOfItem(place.item);
  const hand = shopper.hands[BUSY_HAND];
  const held = place.held ?? place.item;
  if (hand.holding.length > 0 && !hand.holding.includes(held)) yield* stow(shopper, around);
  if ((errand.kind === 'return' || errand.kind === 'put') && hand.holding.length === 0) yield* fetch(shopper, around, held);
  yield* pause(around, random.uniform(0.2, 0.7));
  if (errand.meeting !== undefined) yield* waitForAll(shopper, around, errand.meeting);
  yield* handle(shopper, around, { errand, place });
  shopper.standAt = undefined;
  shopper.goesFor = [];
  shopper.lookAt = undefined;
}

function* waitForAll(shopper: Shopper, around: Surroundings, word: string): Activity {
  const meeting = around.meeting(word);
  meeting.present.add(shopper);
  for (let left = LONGEST_WAIT_SECONDS; left > 0 && meeting.present.size < meeting.expected; left -= around.stepSeconds) yield;
  yield* pause(around, shopper.random.uniform(0, 0.3));
}

function* handle(shopper: Shopper, around: Surroundings, { errand, place: { item, held } }: { errand: ShelfErrand; place: Place }): Activity {
  const { random } = shopper;
  const handling = handlingOf(errand);
  switch (errand.kind) {
    case 'return':
    case 'put':
      yield* returnItem(shopper, around, item, handling);
      return;
    case 'browse':
      yield* pause(around, random.uniform(1.5, 5));
      return;
    case 'lean':
      yield* leanOn(shopper, around, { item, seconds: errand.seconds });
      return;
    case 'bag':
      yield* parkBag(shopper, around, { beside: item, grams: errand.grams, seconds: errand.seconds });
      return;
    case 'restock':
      yield* restock(shopper, around, { first: item, held: held!, quantity: errand.quantity });
      return;
    case 'sweep':
      yield* sweep(shopper, around, errand.products);
      return;
    case 'hold':
      yield* restUpon(shopper, around, { item, seconds: errand.seconds, take: errand.then === 'take' });
      break;
    case 'both': {
      const [other] = packsFor(shopper, around, { product: errand.other });
      const right = takeItems(shopper, around, [item], handling);
      if (other === undefined) yield* right;
      else yield* together(right, takeItems(shopper, around, [other], { ...handling, hand: 'left' }));
      yield* stow(shopper, around, { ...handling, hand: 'left' });
      break;
    }
    case 'grab':
      yield* takeItems(shopper, around, packsFor(shopper, around, errand).slice(0, errand.quantity), handling);
      break;
    default:
      yield* takeItems(shopper, around, [item], handling);
  }
  shopper.lookAt = undefined;
  if (errand.kind === 'look') {
    yield* pause(around, random.uniform(0.8, 1.8));
    yield* returnItem(shopper, around, item, handling);
    return;
  }
  yield* pause(around, random.uniform(0.15, 0.5));
  const second = errand.kind === 'two' ? around.available(errand.product)[0] : undefined;
  if (second !== undefined) {
    yield* stow(shopper, around, handling);
    yield* takeItems(shopper, around, [second], handling);
  }
  if (random.chance(STOW_CHANCE)) yield* stow(shopper, around, handling);
}

/** Does what is done away from the shelves. */
export function* doElsewhere(shopper: Shopper, around: Surroundings, errand: Exclude<Errand, ShelfErrand>): Activity {
  if (errand.kind === 'drop') yield* leaveOnFloor(shopper, around, errand.product);
  else if (errand.kind === 'give') yield* handOver(shopper, around, errand);
  else yield* receive(shopper, around, errand.meeting);
}
