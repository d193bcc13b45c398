import { isInside } from '@walkout/contracts';
import type { FloorPoint, Radians } from '@walkout/contracts';
import { clearanceAt } from '../floor/floor-plan.ts';
import { BODY_RADIUS, findPath, isStraightFree } from '../floor/find-path.ts';
import { speedOf } from './shopper.ts';
import type { Shopper } from './shopper.ts';
import { distanceOf } from './surroundings.ts';
import type { Activity, Surroundings } from './surroundings.ts';

/** Metres a second squared; radians a second. */
const ACCELERATION = 1.8;
const BRAKING = 0.9;
const TURN_RATE = 3.2;
/** A walker aims this far ahead on the way, so that corners are rounded. */
const LOOK_AHEAD = 0.6;
/** People give way within this distance, and never come nearer than the second. */
const GIVE_WAY = 0.95;
const TOUCHING = 0.42;
const ARRIVED = 0.04;
/** From here on a walker turns to what it came for. */
const TURN_IN = 0.35;

/** Whoever has not come this far in so many seconds is content with a place near the goal, or steps aside so far to try another way. */
const STUCK_SECONDS = 2;
const STUCK_RADIUS = 0.25;
/** To pass by, and to reach for something from. */
const NEAR_ENOUGH_TO_PASS = 0.8;
const NEAR_ENOUGH_TO_REACH = 0.3;
const SIDESTEP: readonly [number, number] = [0.5, 1.1];

const angleBetween = (from: Radians, to: Radians): Radians => Math.atan2(Math.sin(to - from), Math.cos(to - from));

function turnTo(shopper: Shopper, heading: Radians, seconds: number): void {
  const turn = angleBetween(shopper.heading, heading);
  const most = TURN_RATE * seconds * Math.min(1, 0.15 + Math.abs(turn));
  shopper.heading = angleBetween(0, shopper.heading + Math.max(-most, Math.min(most, turn)));
}

/** Velocity that keeps away from others: backwards from those in the way, and a little to the right of them. */
function avoidance(shopper: Shopper, others: readonly Shopper[], goal: FloorPoint): readonly [number, number] {
  let [x, y] = [0, 0];
  for (const other of others) {
    const gap = distanceOf(shopper.position, other.position);
    // Beside somebody who stands, a place at the shelf may be near.
    const reach = speedOf(other) < 0.2 && distanceOf(shopper.position, goal) < 1 ? 0.55 : GIVE_WAY;
    if (gap >= reach || gap === 0) continue;
    const away = [(shopper.position[0] - other.position[0]) / gap, (shopper.position[1] - other.position[1]) / gap] as const;
    const ahead = -(away[0] * Math.cos(shopper.heading) + away[1] * Math.sin(shopper.heading));
    const push = 1.6 * (1 - gap / reach);
    const aside = ahead > 0 ? 0.9 * push : 0;
    x += away[0] * push - away[1] * aside;
    y += away[1] * push + away[0] * aside;
  }
  return [x, y];
}

function moveOn(shopper: Shopper, around: Surroundings, wanted: readonly [number, number]): void {
  const most = Math.hypot(...wanted) / (shopper.plan.pace * 1.1);
  const goal = most > 1 ? ([wanted[0] / most, wanted[1] / most] as const) : wanted;
  const change = [goal[0] - shopper.velocity[0], goal[1] - shopper.velocity[1]] as const;
  const limit = Math.min(1, (ACCELERATION * around.stepSeconds) / (Math.hypot(...change) || 1));
  const velocity = [shopper.velocity[0] + change[0] * limit, shopper.velocity[1] + change[1] * limit] as const;
  const [x, y] = shopper.position;
  const [dx, dy] = [velocity[0] * around.stepSeconds, velocity[1] * around.stepSeconds];
  const room = Math.min(BODY_RADIUS, clearanceAt(around.floor, shopper.position));
  const others = around.others(shopper);
  const isFree = (point: FloorPoint) =>
    clearanceAt(around.floor, point) >= room &&
    others.every(({ position }) => {
      const gap = distanceOf(point, position);
      return gap >= TOUCHING || gap > distanceOf(shopper.position, position);
    });
  // Whoever cannot go straight slides along the wall.
  const next = ([[x + dx, y + dy], [x + dx, y], [x, y + dy]] as const).find(isFree) ?? shopper.position;
  shopper.velocity = [(next[0] - x) / around.stepSeconds, (next[1] - y) / around.stepSeconds];
  shopper.position = next;
}

/** Somewhere near with room, to let others pass. */
function placeAside(shopper: Shopper, around: Surroundings): FloorPoint {
  const { random } = shopper;
  const places = Array.from({ length: 12 }, (): FloorPoint => {
    const [angle, away] = [random.uniform(0, 2 * Math.PI), random.uniform(...SIDESTEP)];
    return [shopper.position[0] + away * Math.cos(angle), shopper.position[1] + away * Math.sin(angle)];
  });
  // Not out at a door, and not in again.
  const isInStore = (point: FloorPoint) => isInside(around.layout.floor, point);
  return places.find((place) => isInStore(place) === isInStore(shopper.position) && clearanceAt(around.floor, place) > BODY_RADIUS && isStraightFree(around.floor, shopper.position, place)) ?? shopper.position;
}

/**
 * Walks to a place, around fixtures and people, and turns to face a direction there.
 *
 * @param facing where to look in the end; left out, the shopper just arrives
 */
export function* walkTo(shopper: Shopper, around: Surroundings, { goal, facing }: { goal: FloorPoint; facing?: Radians }): Activity {
  let path: FloorPoint[] = [];
  let untilReplan = 0;
  let [stuck, turning, nearest] = [0, 0, Infinity];
  let since = shopper.position;
  for (let left = distanceOf(shopper.position, goal); left > ARRIVED; left = distanceOf(shopper.position, goal)) {
    stuck += around.stepSeconds;
    if (distanceOf(shopper.position, since) > STUCK_RADIUS) [stuck, since] = [0, shopper.position];
    // Two who want to the same place may turn around each other for ever.
    turning += around.stepSeconds;
    if (left < nearest - STUCK_RADIUS / 5) [turning, nearest] = [0, left];
    const isNear = left < (facing === undefined ? NEAR_ENOUGH_TO_PASS : NEAR_ENOUGH_TO_REACH);
    if (isNear && Math.max(stuck, turning) > STUCK_SECONDS) break;
    if (stuck > STUCK_SECONDS) {
      stuck = 0;
      path = [placeAside(shopper, around), goal];
      untilReplan = around.replanSeconds * 2;
    }
    const others = around.others(shopper);
    if (untilReplan <= 0) {
      path = findPath(around.floor, { from: shopper.position, to: goal, people: others.map(({ position }) => position) });
      untilReplan = around.replanSeconds;
    }
    untilReplan -= around.stepSeconds;
    while (path.length > 1 && distanceOf(shopper.position, path[0]!) < LOOK_AHEAD && isStraightFree(around.floor, shopper.position, path[1]!)) path.shift();
    const target = path[0] ?? goal;
    const way = distanceOf(shopper.position, target) || 1;
    const speed = Math.min(shopper.plan.pace, Math.sqrt(2 * BRAKING * left) + 0.02);
    const [awayX, awayY] = avoidance(shopper, others, goal);
    moveOn(shopper, around, [
      ((target[0] - shopper.position[0]) / way) * speed + awayX,
      ((target[1] - shopper.position[1]) / way) * speed + awayY,
    ]);
    if (left < TURN_IN && facing !== undefined) turnTo(shopper, facing, around.stepSeconds);
    else if (speedOf(shopper) > 0.15) turnTo(shopper, Math.atan2(shopper.velocity[1], shopper.velocity[0]), around.stepSeconds);
    yield;
  }
  shopper.velocity = [0, 0];
  while (facing !== undefined && Math.abs(angleBetween(shopper.heading, facing)) > 0.06) {
    turnTo(shopper, facing, around.stepSeconds);
    yield;
  }
}
