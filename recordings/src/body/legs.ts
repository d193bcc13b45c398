import { add, scale, subtract } from '@walkout/contracts';
import type { Metres, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import { frameAlong, compose, inverse, rotate, turned } from './rotation.ts';
import type { Rotation } from './rotation.ts';
import type { BodyShape } from './shape.ts';
import type { Stance } from './motion.ts';
import type { BonePose } from './skeleton.ts';
import { BONE, restJoints, scaleOf, SHIN, THIGH } from './skeleton.ts';
import { bendTwoBones } from './two-bones.ts';

/** Part of the gait cycle that a foot is on the floor. @source Perry & Burnfield, "Gait Analysis", 2010, ch. 1 */
const DUTY = 0.6;
const FOOT_LIFT: Metres = 0.09;
/** How far the ankle rises as the heel leaves the floor. */
const HEEL_RISE: Metres = 0.1;
const LONGEST_STRIDE: Metres = 1.62;
/** Speed at which half of the longest stride is reached, metres a second. */
const HALF_STRIDE_SPEED = 0.4;

/** Floor covered in one gait cycle (two steps), metres; 0 when standing. */
export const strideLength = (shape: BodyShape, speed: number): Metres =>
  (LONGEST_STRIDE * scaleOf(shape) * speed) / (speed + HALF_STRIDE_SPEED);

/** How fast the gait phase advances at a speed (m/s), radians a second, such that feet do not slide. */
export const gaitRate = (shape: BodyShape, speed: number): number =>
  (2 * Math.PI * (speed + HALF_STRIDE_SPEED)) / (LONGEST_STRIDE * scaleOf(shape));

export interface Foot {
  readonly ankle: StorePoint;
  readonly rotation: Rotation;
}

const smooth = (x: number): number => x * x * (3 - 2 * x);

/** One foot over the gait cycle: along the course, height of the ankle above its rest, and pitch of the foot. */
function footOfCycle(cycle: number, reach: Metres): { along: Metres; rise: Metres; pitch: Radians } {
  const size = Math.min(1, reach / 0.25);
  if (cycle < DUTY) {
    const stance = cycle / DUTY;
    const heel = smooth(Math.max(0, (stance - 0.6) / 0.4)) * size;
    const strike = Math.max(0, 1 - stance / 0.15) * size;
    return { along: reach * (1 - 2 * stance), rise: HEEL_RISE * heel, pitch: 0.65 * heel - 0.3 * strike };
  }
  const swing = (cycle - DUTY) / (1 - DUTY);
  const lift = Math.sin(Math.PI * swing) * size;
  const leave = (1 - smooth(swing)) * size;
  return {
    along: reach * (2 * smooth(swing) - 1),
    rise: HEEL_RISE * leave + FOOT_LIFT * lift,
    pitch: 0.65 * leave - 0.3 * smooth(swing) * size + 0.25 * lift,
  };
}

/**
 * Where the feet stand, store frame.
 *
 * @param origin floor point under the pelvis, after any step aside
 * @param crouch 0 upright … 1 squatting: the feet go apart and the heels up
 */
export function placeFeet(shape: BodyShape, stance: Stance, { origin, crouch }: { origin: StorePoint; crouch: number }): readonly [Foot, Foot] {
  const size = scaleOf(shape);
  const reach = (DUTY * strideLength(shape, stance.speed)) / 2;
  const course = turned(stance.course ?? stance.heading, 0)[0];
  const foot = (side: 1 | -1): Foot => {
    const cycle = ((stance.gaitPhase / (2 * Math.PI) + (side === 1 ? 0 : 0.5)) % 1 + 1) % 1;
    const { along, rise, pitch } = footOfCycle(cycle, reach);
    const heel = crouch * (side === 1 ? 0.03 : 0.08);
    const rest: Vector3 = [(side === 1 ? 0.1 : -0.14) * crouch, side * (0.1 + 0.06 * crouch), 0.085 + heel];
    const place = rotate(turned(stance.heading, 0), scale(rest, size));
    return {
      ankle: add(add(add(origin, place), scale(course, along)), [0, 0, rise * size]),
      rotation: turned(stance.heading + side * 0.12, pitch + heel * 6),
    };
  };
  return [foot(1), foot(-1)];
}

/** The greatest height of the hips at which both legs still reach their feet, metres. */
export function hipHeightLimit(shape: BodyShape, hips: readonly [StorePoint, StorePoint], feet: readonly [Foot, Foot]): Metres {
  const leg = (THIGH + SHIN) * 0.995 * scaleOf(shape);
  const limits = hips.map((hip, index) => {
    const [dx, dy] = subtract(feet[index]!.ankle, hip);
    return feet[index]!.ankle[2] + Math.sqrt(Math.max(0, leg * leg - dx * dx - dy * dy));
  });
  return Math.min(...limits);
}

/** Thigh, shin and foot of one side, from the hip to the foot. */
export function poseLeg(shape: BodyShape, { hip, foot, side }: { hip: StorePoint; foot: Foot; side: 'left' | 'right' }): readonly BonePose[] {
  const size = scaleOf(shape);
  const rest = restJoints(shape);
  const [restHip, restKnee, restAnkle] = [rest[BONE[`${side}_hip`]]!, rest[BONE[`${side}_knee`]]!, rest[BONE[`${side}_ankle`]]!];
  const pole = turned(Math.atan2(foot.rotation[0][1], foot.rotation[0][0]), 0)[0];
  const { middle, end } = bendTwoBones([hip, foot.ankle], [THIGH * size, SHIN * size], pole);
  const bone = (from: Vector3, to: Vector3, restBone: Vector3): Rotation =>
    compose(frameAlong(subtract(to, from), pole), inverse(frameAlong(restBone, [1, 0, 0])));
  return [
    { joint: hip, rotation: bone(hip, middle, subtract(restKnee, restHip)) },
    { joint: middle, rotation: bone(middle, end, subtract(restAnkle, restKnee)) },
    { joint: end, rotation: foot.rotation },
  ];
}
