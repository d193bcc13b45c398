import { isInside } from '@walkout/contracts';
import type { FloorPoint, Gate } from '@walkout/contracts';
import { clearanceAt } from '../floor/floor-plan.ts';
import { doAtShelf, doElsewhere, LONGEST_WAIT_SECONDS } from './do-errand.ts';
import type { Errand } from './shopper-plan.ts';
import type { Shopper } from './shopper.ts';
import { gatePoint, placeFor } from './stand.ts';
import type { Place, ShelfErrand } from './stand.ts';
import { distanceOf, pause } from './surroundings.ts';
import type { Activity, Surroundings } from './surroundings.ts';
import { walkTo } from './walk.ts';

const SKIP_AFTER_SECONDS = 12;

const isAtShelf = (errand: Errand): errand is ShelfErrand => errand.kind !== 'give' && errand.kind !== 'receive' && errand.kind !== 'drop';

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

type Next = { readonly errand: ShelfErrand; readonly place: Place } | { readonly errand: Exclude<Errand, ShelfErrand>; readonly place?: undefined };

/** The first errand that can be done now; of a plan in order only the first of all. */
function nextErrand(shopper: Shopper, around: Surroundings, todo: readonly Errand[]): Next | undefined {
  const found = (shopper.plan.inOrder ? todo.slice(0, 1) : todo).map((errand): Next | undefined => {
    if (!isAtShelf(errand)) return { errand };
    const place = placeFor(shopper, around, errand);
    return place && { errand, place };
  });
  return found.find((next) => next !== undefined);
}

/** A whole visit: in at the entry, through the list in the order that the crowd allows, out at the exit. */
export function* visitStore(shopper: Shopper, around: Surroundings, { entry, exit }: { entry: Gate; exit: Gate }): Activity {
  const point = (gate: Gate, inward: number, aside = 0) => gatePoint(around.layout, gate, { inward, aside });
  yield* walkTo(shopper, around, { goal: point(entry, 0.7) });
  const todo = [...shopper.plan.errands];
  let patience = LONGEST_WAIT_SECONDS;
  while (todo.length > 0 && patience > 0) {
    const next = nextErrand(shopper, around, todo);
    if (next === undefined) {
      yield* waitAside(shopper, around);
      patience -= 2;
      // Whoever does things in order skips what cannot be done rather than all that comes after it.
      if (shopper.plan.inOrder && patience < LONGEST_WAIT_SECONDS - SKIP_AFTER_SECONDS) todo.shift();
      continue;
    }
    patience = shopper.plan.inOrder ? LONGEST_WAIT_SECONDS : patience;
    todo.splice(todo.indexOf(next.errand), 1);
    if (next.place === undefined) yield* doElsewhere(shopper, around, next.errand);
    else yield* doAtShelf(shopper, around, next);
  }
  yield* walkTo(shopper, around, { goal: point(exit, 0.6) });
  yield* walkTo(shopper, around, { goal: point(exit, -0.8) });
  yield* walkTo(shopper, around, { goal: point(exit, -0.8, shopper.random.pick([-1.1, 1.1])) });
}
