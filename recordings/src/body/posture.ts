import { distance, normalise, subtract } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import { ARM_LENGTH, palmGoal, sideOf } from './arms.ts';
import type { Hand, Stance } from './motion.ts';
import type { BodyShape } from './shape.ts';
import { BONE, scaleOf } from './skeleton.ts';
import type { Posture } from './trunk.ts';
import { poseTrunk } from './trunk.ts';

const ROUNDS = 14;
/** From this round on a step helps, where leaning, turning and crouching have not sufficed. */
const STEP_ROUND = 6;
/** The arm is not stretched beyond this part of its length while the trunk can still help. */
const COMFORTABLE = 0.96;

export const atEase = (stance: Stance): Posture => ({
  lean: 0, twist: 0, crouch: stance.crouch ?? 0, tiptoe: 0, shrug: [0, 0], step: [0, 0],
});

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/**
 * How lean, turn, crouch, tiptoe and at last a step bring the shoulders so near that the hands reach their goals. Each
 * round moves every joint a little in proportion to what is missing, so the posture follows the goals without a jump.
 */
export function postureFor(shape: BodyShape, stance: Stance): Posture {
  let posture = atEase(stance);
  const reaching = stance.reaches.filter((reach) => reach.amount > 0);
  if (reaching.length === 0) return posture;
  const relaxed = poseTrunk(shape, stance, posture);
  const goals = reaching.map(({ hand }) => ({ hand, goal: palmGoal(shape, stance, { trunk: relaxed, hand }) }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { hand, goal } of goals) posture = helped(shape, stance, { posture, hand, goal, mayStep: round >= STEP_ROUND });
  }
  return posture;
}

interface Help {
  readonly posture: Posture;
  readonly hand: Hand;
  readonly goal: StorePoint;
  readonly mayStep: boolean;
}

/** The posture moved a little so that one hand comes nearer to its goal. */
function helped(shape: BodyShape, stance: Stance, { posture, hand, goal, mayStep }: Help): Posture {
  const size = scaleOf(shape);
  const trunk = poseTrunk(shape, stance, posture);
  const shoulder = trunk.bones[BONE[`${hand}_shoulder`]]!.joint;
  const missing = (distance(shoulder, goal) - ARM_LENGTH * COMFORTABLE * size) / size;
  if (missing <= 0) return posture;
  const [x, y, up] = normalise(subtract(goal, shoulder));
  const [cos, sin] = [Math.cos(stance.heading), Math.sin(stance.heading)];
  const [forward, left] = [x * cos + y * sin, y * cos - x * sin];
  const [low, high] = [Math.max(0, -up), Math.max(0, up)];
  const side = sideOf(hand);
  const shrug = (which: 0 | 1) =>
    clamp(posture.shrug[which] + (which === (side === 1 ? 0 : 1) ? 0.4 * missing * high : 0), 0, 0.05);
  const step = mayStep ? missing / Math.max(0.3, Math.hypot(x, y)) : 0;
  return {
    lean: clamp(posture.lean + missing * (0.75 * Math.max(0, forward) * (1 - high) + 0.35 * low), 0, 1.15),
    twist: clamp(posture.twist + missing * (0.7 * left - side * 0.7 * Math.max(0, forward)), -0.6, 0.6),
    crouch: clamp(posture.crouch + 0.9 * missing * low * low, 0, 1),
    tiptoe: clamp(posture.tiptoe + 0.3 * missing * high, 0, 0.06),
    shrug: [shrug(0), shrug(1)],
    step: [clamp(posture.step[0] + step * forward, -0.4, 0.4), clamp(posture.step[1] + step * left, -0.4, 0.4)],
  };
}
