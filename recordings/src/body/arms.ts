import { add, mix, scale, subtract } from '@walkout/contracts';
import type { StorePoint, Vector3 } from '@walkout/contracts';
import type { Hand, Stance } from './motion.ts';
import { compose, frameAlong, inverse, rotate, turned } from './rotation.ts';
import type { BodyShape } from './shape.ts';
import type { BonePose } from './skeleton.ts';
import { BONE, FOREARM, PALM, REST_ARM, scaleOf, UPPER_ARM } from './skeleton.ts';
import type { Trunk } from './trunk.ts';
import { bendTwoBones } from './two-bones.ts';

export const sideOf = (hand: Hand): 1 | -1 => (hand === 'left' ? 1 : -1);
/** Shoulder to the middle of the palm with the arm stretched, reference size. */
export const ARM_LENGTH = UPPER_ARM + FOREARM + PALM;

/** The palm of an arm that reaches for nothing: it hangs and swings against the leg of its side, or carries. */
function palmAtEase(shape: BodyShape, stance: Stance, { trunk, hand }: { trunk: Trunk; hand: Hand }): StorePoint {
  const side = sideOf(hand);
  const size = scaleOf(shape);
  const shoulder = trunk.bones[BONE[`${hand}_shoulder`]]!.joint;
  const heading = turned(trunk.chestYaw, 0);
  if (stance.carrying === hand || stance.carrying === 'both') {
    return add(shoulder, rotate(heading, scale([0.3, -side * (stance.carrying === 'both' ? 0.09 : 0.04), -0.32], size)));
  }
  const swing = -side * 0.45 * Math.min(1, stance.speed) * Math.cos(stance.gaitPhase) + 0.08;
  const out = 0.1 + 0.14 * Math.max(0, shape.build - 0.95) + shape.jacket * 3;
  const direction: Vector3 = [Math.sin(swing) * Math.cos(out), side * Math.sin(out), -Math.cos(swing) * Math.cos(out)];
  return add(shoulder, rotate(heading, scale(direction, ARM_LENGTH * 0.975 * size)));
}

/** Where a palm is to be: on its way from rest to the target of its reach; it rises first and goes forward after. */
export function palmGoal(shape: BodyShape, stance: Stance, { trunk, hand }: { trunk: Trunk; hand: Hand }): StorePoint {
  const rest = palmAtEase(shape, stance, { trunk, hand });
  const reach = stance.reaches.find((candidate) => candidate.hand === hand);
  if (reach === undefined || reach.amount <= 0) return rest;
  const amount = Math.min(1, reach.amount);
  const [x, y] = mix(rest, reach.target, amount ** 1.3);
  return [x, y, rest[2] + (reach.target[2] - rest[2]) * amount ** 0.75];
}

/** Upper arm, forearm and hand of one side, the palm at `palm` or as near to it as the arm goes. */
export function poseArm(shape: BodyShape, trunk: Trunk, { hand, palm }: { hand: Hand; palm: StorePoint }): readonly BonePose[] {
  const side = sideOf(hand);
  const size = scaleOf(shape);
  const shoulder = trunk.bones[BONE[`${hand}_shoulder`]]!.joint;
  const [, left] = turned(trunk.chestYaw, 0);
  const reach = subtract(palm, shoulder);
  const forward = turned(trunk.chestYaw, 0)[0];
  // The elbow points back when the arm hangs, down when it is stretched forward, forward when it is lifted, always a bit outward.
  const hinge: Vector3 = [left[1] * reach[2], -left[0] * reach[2], left[0] * reach[1] - left[1] * reach[0]];
  const pole = add(add(hinge, scale(left, side * 0.22 * size)), add(scale(forward, -0.05 * size), [0, 0, -0.05 * size]));
  const { middle, end } = bendTwoBones([shoulder, palm], [UPPER_ARM * size, (FOREARM + PALM) * size], pole);
  const restFrame = inverse(frameAlong([REST_ARM[0], side * REST_ARM[1], REST_ARM[2]], [-1, 0, 0]));
  const upper = compose(frameAlong(subtract(middle, shoulder), pole), restFrame);
  const lower = compose(frameAlong(subtract(end, middle), pole), restFrame);
  return [
    { joint: shoulder, rotation: upper },
    { joint: middle, rotation: lower },
    { joint: mix(middle, end, FOREARM / (FOREARM + PALM)), rotation: lower },
  ];
}
