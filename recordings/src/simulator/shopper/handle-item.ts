import type { StorePoint, Vector3 } from '@walkout/contracts';
import { scaleOf } from '../../body/index.ts';
import type { Hand } from '../../body/index.ts';
import { createHandContact } from '../scales/hand-contact.ts';
import { SAMPLE_RATE } from '../scales/shelf-scale.ts';
import { alongShelf } from '../stock/stock.ts';
import type { Item } from '../stock/stock.ts';
import { REST, startMove } from './shopper.ts';
import type { Anchor, Shopper } from './shopper.ts';
import { pause } from './surroundings.ts';
import type { Activity, Surroundings } from './surroundings.ts';

/** The hand that goes to the shelves; the other has the basket. */
export const BUSY_HAND: Hand = 'right';
/** Hands grasp packs this high at most, above their bottom. */
const HIGHEST_GRIP = 0.12;
/** What is put down hits the plate with this part of its weight for this many samples. */
const IMPACT = 0.5;
const IMPACT_SAMPLES = 3;

const sized = (shopper: Shopper, [forward, left, up]: Vector3): Anchor => {
  const size = scaleOf(shopper.shape);
  return { kind: 'body', offset: [forward * size, left * size, up * size] };
};
const inFront = (shopper: Shopper): Anchor => sized(shopper, [0.33, -0.16, 1.08]);
const overBasket = (shopper: Shopper): Anchor => sized(shopper, [0.36, 0.1, 0.92]);
const basketLifted = (shopper: Shopper): Anchor => sized(shopper, [0.3, 0.22, 0.94]);
const atHip = (shopper: Shopper): Anchor => sized(shopper, [0.02, -0.26, 0.92]);

/** Middle of a pack in its place. */
export const centreOfItem = ({ place, size }: Item): StorePoint => [place[0], place[1], place[2] + size[2] / 2];

/** Where the palm goes to grasp a pack: its side towards the shopper. */
function graspPoint(item: Item, around: Surroundings): StorePoint {
  const { facing } = around.shelfOf(item);
  const out = item.size[1] / 2;
  const up = Math.min(HIGHEST_GRIP, item.size[2] / 2);
  return [item.place[0] + Math.cos(facing) * out, item.place[1] + Math.sin(facing) * out, item.place[2] + up];
}

function* moveHand(shopper: Shopper, { hand, to, seconds }: { hand: Hand; to: Anchor; seconds: number }, during?: (elapsed: number) => void): Activity {
  const motion = shopper.hands[hand];
  startMove(motion, to, seconds);
  while (motion.progress < 1) {
    during?.(motion.progress * seconds);
    yield;
  }
}

function contactOf(shopper: Shopper, around: Surroundings, item: Item) {
  const scale = around.scaleOf(item);
  const along = alongShelf(around.shelfOf(item), item.place);
  const contact = createHandContact(along, item.grams, shopper.random);
  return { scale, along, press: () => contact.press(scale) };
}

/** Reaches to a pack's place and stays there a moment, the hand upon the shelf. */
function* reachTo(shopper: Shopper, around: Surroundings, { item, press }: { item: Item; press: () => void }): Activity {
  const seconds = shopper.random.uniform(0.42, 0.68);
  const touch = seconds - shopper.random.uniform(0.03, 0.08);
  yield* moveHand(shopper, { hand: BUSY_HAND, to: { kind: 'store', point: graspPoint(item, around) }, seconds }, (elapsed) => {
    if (elapsed > touch) press();
  });
}

/** Draws the hand back to the body; the shelf feels it a little longer, and half-way what was done there is complete. */
function* drawBack(shopper: Shopper, { to, press, done }: { to: Anchor; press: () => void; done: () => void }): Activity {
  const seconds = shopper.random.uniform(0.42, 0.66);
  const linger = shopper.random.uniform(0.04, 0.18);
  let complete = false;
  yield* moveHand(shopper, { hand: BUSY_HAND, to, seconds }, (elapsed) => {
    if (elapsed < linger) press();
    if (complete || elapsed < seconds / 2) return;
    complete = true;
    done();
  });
}

/** Takes a pack from its place and holds it before the body. */
export function* takeItem(shopper: Shopper, around: Surroundings, item: Item): Activity {
  const { scale, press } = contactOf(shopper, around, item);
  yield* reachTo(shopper, around, { item, press });
  for (let sample = Math.round(shopper.random.uniform(0.1, 0.32) * SAMPLE_RATE); sample > 0; sample--) {
    press();
    yield;
  }
  scale.lift(item, shopper.random.uniform(0.06, 0.16));
  around.taken(item);
  const hand = shopper.hands[BUSY_HAND];
  hand.holding = item;
  hand.grip = gripOf(item, around);
  yield* drawBack(shopper, { to: inFront(shopper), press, done: () => around.completed(shopper, item, 1) });
}

/** Puts the pack that is held back in its place. */
export function* returnItem(shopper: Shopper, around: Surroundings, item: Item): Activity {
  const { scale, along, press } = contactOf(shopper, around, item);
  const hand = shopper.hands[BUSY_HAND];
  hand.grip = gripOf(item, around);
  yield* reachTo(shopper, around, { item, press });
  scale.place(item, shopper.random.uniform(0.05, 0.12));
  around.returned(item);
  hand.holding = undefined;
  const samples = Math.round(shopper.random.uniform(0.1, 0.3) * SAMPLE_RATE);
  for (let sample = 0; sample < samples; sample++) {
    press();
    if (sample < IMPACT_SAMPLES) scale.press(along, IMPACT * item.grams);
    yield;
  }
  yield* drawBack(shopper, { to: REST, press, done: () => around.completed(shopper, item, -1) });
}

function gripOf(item: Item, around: Surroundings): Vector3 {
  const [centre, palm] = [centreOfItem(item), graspPoint(item, around)];
  return [centre[0] - palm[0], centre[1] - palm[1], centre[2] - palm[2]];
}

/** Lifts the basket, or opens the bag, moves the busy hand there, does something, and lets both hands down or forward. */
function* atContainer(shopper: Shopper, around: Surroundings, { then, change }: { then: Anchor; change: () => void }): Activity {
  const basket = shopper.plan.container === 'basket';
  const seconds = shopper.random.uniform(0.4, 0.6);
  if (basket) startMove(shopper.hands.left, basketLifted(shopper), seconds);
  yield* moveHand(shopper, { hand: BUSY_HAND, to: basket ? overBasket(shopper) : atHip(shopper), seconds });
  yield* pause(around, shopper.random.uniform(0.05, 0.2));
  change();
  if (basket) startMove(shopper.hands.left, REST, seconds);
  yield* moveHand(shopper, { hand: BUSY_HAND, to: then, seconds });
}

/** Puts what is held into the basket or bag. */
export function* stow(shopper: Shopper, around: Surroundings): Activity {
  const hand = shopper.hands[BUSY_HAND];
  const item = hand.holding;
  if (item === undefined) return;
  hand.grip = [0, 0, 0];
  yield* atContainer(shopper, around, {
    then: REST,
    change() {
      shopper.contents.push(item);
      hand.holding = undefined;
    },
  });
}

/** Takes a pack out of the basket or bag again. */
export function* fetch(shopper: Shopper, around: Surroundings, item: Item): Activity {
  yield* atContainer(shopper, around, {
    then: inFront(shopper),
    change() {
      shopper.contents.splice(shopper.contents.indexOf(item), 1);
      shopper.hands[BUSY_HAND].holding = item;
    },
  });
}
