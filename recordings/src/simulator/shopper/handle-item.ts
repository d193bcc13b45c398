import type { StorePoint, Vector3 } from '@walkout/contracts';
import { scaleOf } from '../../body/index.ts';
import type { Hand } from '../../body/index.ts';
import { createHandContact } from '../scales/hand-contact.ts';
import { SAMPLE_RATE } from '../scales/shelf-scale.ts';
import { alongShelf } from '../stock/stock.ts';
import type { Item } from '../stock/stock.ts';
import { MANNERS } from './manner.ts';
import type { Manner } from './manner.ts';
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
/** Packs that leave in one grip leave this much after each other, seconds. */
const STRAGGLE: readonly [number, number] = [0, 0.15];

/** Which hand does it, and how. */
export interface Handling {
  readonly hand: Hand;
  readonly manner: Manner;
}
export const USUALLY: Handling = { hand: BUSY_HAND, manner: MANNERS.usual };

const sized = (shopper: Shopper, [forward, left, up]: Vector3): Anchor => {
  const size = scaleOf(shopper.shape);
  return { kind: 'body', offset: [forward * size, left * size, up * size] };
};
const sideOf = (hand: Hand): 1 | -1 => (hand === 'left' ? 1 : -1);
export const inFront = (shopper: Shopper, hand: Hand): Anchor => sized(shopper, [0.33, sideOf(hand) * 0.16, 1.08]);
const overBasket = (shopper: Shopper): Anchor => sized(shopper, [0.36, 0.1, 0.92]);
const basketLifted = (shopper: Shopper): Anchor => sized(shopper, [0.3, 0.22, 0.94]);
const atHip = (shopper: Shopper, hand: Hand): Anchor => sized(shopper, [0.02, sideOf(hand) * 0.26, 0.92]);

/** Middle of a pack in its place. */
export const centreOfItem = ({ place, size }: Item): StorePoint => [place[0], place[1], place[2] + size[2] / 2];

/** Where the palm goes to grasp a pack: its side towards the shopper. */
function graspPoint(item: Item, around: Surroundings): StorePoint {
  const { facing } = around.shelfOf(item);
  const out = item.size[1] / 2;
  const up = Math.min(HIGHEST_GRIP, item.size[2] / 2);
  return [item.place[0] + Math.cos(facing) * out, item.place[1] + Math.sin(facing) * out, item.place[2] + up];
}

export function* moveHand(shopper: Shopper, { hand, to, seconds }: { hand: Hand; to: Anchor; seconds: number }, during?: (elapsed: number) => void): Activity {
  const motion = shopper.hands[hand];
  startMove(motion, to, seconds);
  while (motion.progress < 1) {
    during?.(motion.progress * seconds);
    yield;
  }
}

export function contactOf(shopper: Shopper, around: Surroundings, item: Item) {
  const scale = around.scaleOf(item);
  const along = alongShelf(around.shelfOf(item), item.place);
  const contact = createHandContact(along, item.grams, shopper.random);
  return { scale, along, press: () => contact.press(scale) };
}

interface Touch {
  readonly item: Item;
  readonly press: () => void;
}

/** Reaches to a pack's place and stays there a moment, the hand upon the shelf. */
export function* reachTo(shopper: Shopper, around: Surroundings, { item, press, hand, manner }: Touch & Handling): Activity {
  const seconds = shopper.random.uniform(...manner.reach);
  const touch = seconds - shopper.random.uniform(0.03, 0.08);
  yield* moveHand(shopper, { hand, to: { kind: 'store', point: graspPoint(item, around) }, seconds }, (elapsed) => {
    if (elapsed > touch) press();
  });
}

/** Draws the hand back to the body; the shelf feels it a little longer, and half-way what was done there is complete. */
export function* drawBack(shopper: Shopper, { to, press, done, hand, manner }: { to: Anchor; press: () => void; done: () => void } & Handling): Activity {
  const seconds = shopper.random.uniform(...manner.drawBack);
  const linger = shopper.random.uniform(0.04, 0.18);
  let complete = false;
  yield* moveHand(shopper, { hand, to, seconds }, (elapsed) => {
    if (elapsed < linger) press();
    if (complete || elapsed < seconds / 2) return;
    complete = true;
    done();
  });
}

function* pressFor(shopper: Shopper, range: readonly [number, number], press: () => void): Activity {
  for (let sample = Math.round(shopper.random.uniform(...range) * SAMPLE_RATE); sample > 0; sample--) {
    press();
    yield;
  }
}

/** Lifts packs of one product that a hand is upon, all in one grip, and draws them back before the body. */
export function* liftAway(shopper: Shopper, around: Surroundings, { items, press, hand, manner }: { items: readonly Item[]; press: () => void } & Handling): Activity {
  const [first] = items as [Item];
  const scale = around.scaleOf(first);
  scale.lift(first, shopper.random.uniform(...manner.lift));
  around.taken(first);
  const motion = shopper.hands[hand];
  motion.holding = [first];
  motion.grip = gripOf(first, around);
  for (const item of items.slice(1)) {
    yield* pause(around, shopper.random.uniform(...STRAGGLE));
    scale.lift(item, shopper.random.uniform(...manner.lift));
    around.taken(item);
    motion.holding = [...motion.holding, item];
  }
  yield* drawBack(shopper, { to: inFront(shopper, hand), press, hand, manner, done: () => around.completed(shopper, first, items.length) });
}

/** Takes packs of one product from their place in one grip and holds them before the body. */
export function* takeItems(shopper: Shopper, around: Surroundings, items: readonly Item[], { hand, manner } = USUALLY): Activity {
  const [item] = items as [Item];
  const { press } = contactOf(shopper, around, item);
  yield* reachTo(shopper, around, { item, press, hand, manner });
  yield* pressFor(shopper, manner.grasp, press);
  yield* liftAway(shopper, around, { items, press, hand, manner });
}

/** Puts the pack that is held back; `item` tells its place. */
export function* returnItem(shopper: Shopper, around: Surroundings, item: Item, { hand, manner } = USUALLY): Activity {
  const { scale, along, press } = contactOf(shopper, around, item);
  const motion = shopper.hands[hand];
  motion.grip = gripOf(item, around);
  yield* reachTo(shopper, around, { item, press, hand, manner });
  scale.place(item, shopper.random.uniform(...manner.lower));
  around.returned(item);
  motion.holding = motion.holding.filter(({ id }) => id !== item.id);
  const samples = Math.round(shopper.random.uniform(...manner.release) * SAMPLE_RATE);
  for (let sample = 0; sample < samples; sample++) {
    press();
    if (sample < IMPACT_SAMPLES) scale.press(along, IMPACT * item.grams);
    yield;
  }
  yield* drawBack(shopper, { to: REST, press, hand, manner, done: () => around.completed(shopper, item, -1) });
}

function gripOf(item: Item, around: Surroundings): Vector3 {
  const [centre, palm] = [centreOfItem(item), graspPoint(item, around)];
  return [centre[0] - palm[0], centre[1] - palm[1], centre[2] - palm[2]];
}

/** Lifts the basket, or opens the bag, moves the hand there, does something, and lets both hands down or forward. */
function* atContainer(shopper: Shopper, around: Surroundings, { then, change, hand, manner }: { then: Anchor; change: () => void } & Handling): Activity {
  const basket = shopper.plan.container === 'basket';
  const seconds = shopper.random.uniform(...manner.stow);
  if (basket) startMove(shopper.hands.left, basketLifted(shopper), seconds);
  yield* moveHand(shopper, { hand, to: basket ? overBasket(shopper) : atHip(shopper, hand), seconds });
  yield* pause(around, shopper.random.uniform(...manner.rummage));
  change();
  if (basket) startMove(shopper.hands.left, REST, seconds);
  yield* moveHand(shopper, { hand, to: then, seconds });
}

/** Puts what is held into the basket or bag. */
export function* stow(shopper: Shopper, around: Surroundings, { hand, manner } = USUALLY): Activity {
  const motion = shopper.hands[hand];
  const items = motion.holding;
  if (items.length === 0) return;
  motion.grip = [0, 0, 0];
  yield* atContainer(shopper, around, {
    then: REST, hand, manner,
    change() {
      shopper.contents.push(...items);
      motion.holding = [];
    },
  });
}

/** Takes a pack out of the basket or bag again. */
export function* fetch(shopper: Shopper, around: Surroundings, item: Item, { hand, manner } = USUALLY): Activity {
  yield* atContainer(shopper, around, {
    then: inFront(shopper, hand), hand, manner,
    change() {
      shopper.contents.splice(shopper.contents.indexOf(item), 1);
      shopper.hands[hand].holding = [item];
    },
  });
}
