import type { FloorPoint, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import { mix } from '@walkout/contracts';
import { gaitRate } from '../../body/index.ts';
import type { BodyShape, Hand, Reach, Stance } from '../../body/index.ts';
import type { Random } from '../../random.ts';
import type { Item } from '../stock/stock.ts';
import type { ShopperPlan } from './shopper-plan.ts';

/** A place that a hand moves from or to: hanging down, fixed in the store, or forward, left and up of the feet. */
export type Anchor =
  | { readonly kind: 'rest' }
  | { readonly kind: 'store'; readonly point: StorePoint }
  | { readonly kind: 'body'; readonly offset: Vector3 };
export const REST: Anchor = { kind: 'rest' };

/** A hand on its way, and what it holds. */
export interface HandMotion {
  from: Anchor;
  to: Anchor;
  /** Part of the way's time that has passed. */
  progress: number;
  seconds: number;
  holding: readonly Item[];
  /** Middle of what is held less the palm, when it was grasped; dwindles on the way. */
  grip: Vector3;
}

/** A shopper as the world moves it on; only the world and the shopper's own activity write here. */
export interface Shopper {
  readonly id: string;
  readonly shape: BodyShape;
  readonly plan: ShopperPlan;
  readonly random: Random;
  position: FloorPoint;
  /** Metres a second. */
  velocity: readonly [number, number];
  heading: Radians;
  gaitPhase: Radians;
  /** Where it stands or is about to stand to reach for something; others keep away. */
  standAt: FloorPoint | undefined;
  lookAt: StorePoint | undefined;
  /** Packs it is about to take; others leave them. */
  goesFor: readonly Item[];
  readonly hands: Readonly<Record<Hand, HandMotion>>;
  /** What is in the basket or bag. */
  readonly contents: Item[];
  /** Set on the way in through the gate. */
  visit: string | undefined;
}

export const restingHand = (): HandMotion => ({ from: REST, to: REST, progress: 1, seconds: 1, holding: [], grip: [0, 0, 0] });

/** Sends a hand on its way from where it is to be now. */
export const startMove = (motion: HandMotion, to: Anchor, seconds: number): void =>
  void Object.assign(motion, { from: motion.to, to, seconds, progress: 0 });

/** Minimum-jerk way from 0 to 1. @source Flash & Hogan, "The coordination of arm movements", J. Neuroscience 5(7), 1985 */
export const minimumJerk = (t: number): number => t * t * t * (10 - 15 * t + 6 * t * t);

export const speedOf = ({ velocity }: Shopper): number => Math.hypot(...velocity);

/** Moves hands and gait on by a time step, seconds. */
export function advanceBody(shopper: Shopper, seconds: number): void {
  for (const hand of [shopper.hands.left, shopper.hands.right]) hand.progress = Math.min(1, hand.progress + seconds / hand.seconds);
  const speed = speedOf(shopper);
  if (speed > 0.02) shopper.gaitPhase = (shopper.gaitPhase + gaitRate(shopper.shape, speed) * seconds) % (2 * Math.PI);
}

/** Where an anchor is now; nowhere in particular for a hand at rest. */
function anchorPoint(shopper: Shopper, anchor: Anchor): StorePoint | undefined {
  if (anchor.kind === 'rest') return undefined;
  if (anchor.kind === 'store') return anchor.point;
  const [forward, left, up] = anchor.offset;
  const [cos, sin] = [Math.cos(shopper.heading), Math.sin(shopper.heading)];
  const [x, y] = shopper.position;
  return [x + cos * forward - sin * left, y + sin * forward + cos * left, up];
}

function reachOf(shopper: Shopper, hand: Hand): Reach | undefined {
  const { from, to, progress } = shopper.hands[hand];
  const done = minimumJerk(progress);
  const [start, end] = [anchorPoint(shopper, from), anchorPoint(shopper, to)];
  if (end === undefined) return start && { hand, target: start, amount: 1 - done };
  if (start === undefined) return { hand, target: end, amount: done };
  return { hand, target: mix(start, end, done), amount: 1 };
}

/** Eyes follow a hand at the shelf; otherwise they are where the shopper looks, or on the way. */
function gazeOf(shopper: Shopper): StorePoint | undefined {
  const busy = Object.values(shopper.hands).some(({ from, to, progress }) => to.kind === 'store' || (from.kind === 'store' && progress < 0.6));
  if (busy) return undefined;
  return shopper.lookAt ?? anchorPoint(shopper, { kind: 'body', offset: [1.5, 0, 1.3] });
}

/** What the shopper is doing now, for the body. */
export function stanceOf(shopper: Shopper): Stance {
  const speed = speedOf(shopper);
  const lookAt = gazeOf(shopper);
  const reaches = (['right', 'left'] as const).flatMap((hand) => reachOf(shopper, hand) ?? []);
  return {
    position: shopper.position,
    heading: shopper.heading,
    ...(speed > 0.02 ? { course: Math.atan2(shopper.velocity[1], shopper.velocity[0]) } : {}),
    gaitPhase: shopper.gaitPhase,
    speed: speed > 0.02 ? speed : 0,
    reaches,
    ...(lookAt === undefined ? {} : { lookAt }),
  };
}
