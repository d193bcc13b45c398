import type { FloorPoint, Gate, Radians, StoreLayout } from '@walkout/contracts';
import { clearanceAt, isInside, middleOf } from '../floor/floor-plan.ts';
import { BODY_RADIUS } from '../floor/find-path.ts';
import type { Item } from '../stock/stock.ts';
import { BUSY_HAND, centreOfItem, fetch, returnItem, stow, takeItem } from './handle-item.ts';
import type { Errand } from './shopper-plan.ts';
import type { Shopper } from './shopper.ts';
import { distanceOf, pause } from './surroundings.ts';
import type { Activity, Surroundings } from './surroundings.ts';
import { walkTo } from './walk.ts';

/** Nobody stands nearer to where another stands at a shelf. */
const ELBOW_ROOM = 0.55;
const LONGEST_WAIT_SECONDS = 25;
const STOW_CHANCE = 0.6;

/** A point before (positive) or outside (negative) a gate, so many metres from its line, and so many to its side. */
export function gatePoint({ floor }: StoreLayout, gate: Gate, { inward, aside = 0 }: { inward: number; aside?: number }): FloorPoint {
  const [x, y] = middleOf(gate);
  const [dx, dy] = [gate.to[0] - gate.from[0], gate.to[1] - gate.from[1]];
  const length = Math.hypot(dx, dy);
  const sign = isInside(floor, [x - (dy / length) * 0.1, y + (dx / length) * 0.1]) ? 1 : -1;
  return [x + (-dy * sign * inward + dx * aside) / length, y + (dx * sign * inward + dy * aside) / length];
}

interface Place {
  readonly item: Item;
  readonly stand: FloorPoint;
  readonly facing: Radians;
}

/** Where to stand for a pack: half a metre before the shelf, so that it lies before the busy hand. */
function standFor(shopper: Shopper, around: Surroundings, item: Item): FloorPoint | undefined {
  const shelf = around.shelfOf(item);
  const [x, y] = [Math.cos(shelf.facing), Math.sin(shelf.facing)];
  const plate = shelf.plates[0]!;
  // Distance of the pack from the front edge.
  const into = plate.depth / 2 + (plate.centre[0] - item.place[0]) * x + (plate.centre[1] - item.place[1]) * y;
  const out = into + shopper.random.uniform(0.42, 0.55);
  const wanted = BUSY_HAND === 'right' ? shopper.random.uniform(0.04, 0.18) : -shopper.random.uniform(0.04, 0.18);
  return [wanted, 0, -wanted]
    .map((left): FloorPoint => [item.place[0] + x * out + y * left, item.place[1] + y * out - x * left])
    .find((point) => clearanceAt(around.floor, point) >= BODY_RADIUS);
}

/** What an errand needs, when it can be done now: the pack, and a place before it that nobody else has. */
function placeFor(shopper: Shopper, around: Surroundings, { kind, product }: Errand): Place | undefined {
  const item = kind === 'return'
    ? shopper.contents.find((held) => held.product === product) ?? [shopper.hands[BUSY_HAND].holding].find((held) => held?.product === product)
    : around.available(product)[0];
  const stand = item && standFor(shopper, around, item);
  if (item === undefined || stand === undefined) return undefined;
  const taken = around.others(shopper).some(({ standAt }) => standAt !== undefined && distanceOf(standAt, stand) < ELBOW_ROOM);
  return taken ? undefined : { item, stand, facing: around.shelfOf(item).facing + Math.PI };
}

function* run(shopper: Shopper, around: Surroundings, { errand, place }: { errand: Errand; place: Place }): Activity {
  const { random } = shopper;
  shopper.standAt = place.stand;
  shopper.lookAt = undefined;
  yield* walkTo(shopper, around, { goal: place.stand, facing: place.facing });
  shopper.lookAt = centreOfItem(place.item);
  const hand = shopper.hands[BUSY_HAND];
  if (hand.holding !== undefined && hand.holding !== place.item) yield* stow(shopper, around);
  if (errand.kind === 'return' && hand.holding === undefined) yield* fetch(shopper, around, place.item);
  yield* pause(around, random.uniform(0.2, 0.7));
  if (errand.meeting !== undefined) {
    for (let left = LONGEST_WAIT_SECONDS; left > 0 && around.meet(errand.meeting, shopper) < 2; left -= around.stepSeconds) yield;
    yield* pause(around, random.uniform(0, 0.3));
  }
  yield* handle(shopper, around, { errand, item: place.item });
  shopper.standAt = undefined;
  shopper.lookAt = undefined;
}

function* handle(shopper: Shopper, around: Surroundings, { errand, item }: { errand: Errand; item: Item }): Activity {
  const { random } = shopper;
  if (errand.kind === 'return') {
    yield* returnItem(shopper, around, item);
    return;
  }
  yield* takeItem(shopper, around, item);
  shopper.lookAt = undefined;
  if (errand.kind === 'look') {
    yield* pause(around, random.uniform(0.8, 1.8));
    yield* returnItem(shopper, around, item);
    return;
  }
  yield* pause(around, random.uniform(0.15, 0.5));
  const second = errand.kind === 'two' ? around.available(errand.product)[0] : undefined;
  if (second !== undefined) {
    yield* stow(shopper, around);
    yield* takeItem(shopper, around, second);
  }
  if (random.chance(STOW_CHANCE)) yield* stow(shopper, around);
}

/** Steps out of the way of whoever stands where this shopper wants to go. */
function* waitAside(shopper: Shopper, around: Surroundings): Activity {
  const { floor } = around.layout;
  const within = (axis: 0 | 1) => shopper.random.uniform(Math.min(...floor.map((corner) => corner[axis])), Math.max(...floor.map((corner) => corner[axis])));
  const isOpen = (point: FloorPoint) =>
    isInside(floor, point) && clearanceAt(around.floor, point) > 0.5 && distanceOf(point, shopper.position) < 2.5 &&
    around.others(shopper).every(({ position, standAt }) => distanceOf(position, point) > 1 && (standAt === undefined || distanceOf(standAt, point) > 1));
  const tries = Array.from({ length: 40 }, (): FloorPoint => [within(0), within(1)]);
  const goal = tries.find(isOpen);
  if (goal !== undefined) yield* walkTo(shopper, around, { goal });
  yield* pause(around, 0.5);
}

/** A whole visit: in at the entry, through the list in the order that the crowd allows, out at the exit. */
export function* visitStore(shopper: Shopper, around: Surroundings, { entry, exit }: { entry: Gate; exit: Gate }): Activity {
  const point = (gate: Gate, inward: number, aside = 0) => gatePoint(around.layout, gate, { inward, aside });
  yield* walkTo(shopper, around, { goal: point(entry, 0.7) });
  const todo = [...shopper.plan.errands];
  let patience = LONGEST_WAIT_SECONDS;
  while (todo.length > 0 && patience > 0) {
    const places = todo.map((errand) => placeFor(shopper, around, errand));
    const next = places.findIndex((place) => place !== undefined);
    if (next >= 0) {
      const [errand] = todo.splice(next, 1);
      yield* run(shopper, around, { errand: errand!, place: places[next]! });
    } else {
      yield* waitAside(shopper, around);
      patience -= 2;
    }
  }
  yield* walkTo(shopper, around, { goal: point(exit, 0.6) });
  yield* walkTo(shopper, around, { goal: point(exit, -0.8) });
  yield* walkTo(shopper, around, { goal: point(exit, -0.8, shopper.random.pick([-1.1, 1.1])) });
}
