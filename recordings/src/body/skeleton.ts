import type { StorePoint, Vector3 } from '@walkout/contracts';
import { add, scale } from '@walkout/contracts';
import type { Rotation } from './rotation.ts';
import { rotate } from './rotation.ts';
import type { BodyShape } from './shape.ts';

/** Bones, each named after the joint it hangs from; a parent comes before its children. */
export const BONE_NAMES = [
  'pelvis', 'spine', 'chest', 'neck', 'head',
  'left_shoulder', 'left_elbow', 'left_wrist', 'right_shoulder', 'right_elbow', 'right_wrist',
  'left_hip', 'left_knee', 'left_ankle', 'right_hip', 'right_knee', 'right_ankle',
] as const;
export type BoneName = (typeof BONE_NAMES)[number];
export const BONE = Object.fromEntries(BONE_NAMES.map((name, index) => [name, index])) as Record<BoneName, number>;

/** Where a bone is: where its joint stands in the store frame, and how the bone is turned from its rest. */
export interface BonePose {
  readonly joint: StorePoint;
  readonly rotation: Rotation;
}

/** A posed body: one entry a bone, in the order of {@link BONE_NAMES}. */
export interface BodyPose {
  readonly bones: readonly BonePose[];
}

/** Height of the body in which all rest positions are given, metres. */
export const REFERENCE_HEIGHT = 1.75;
/** Size of a body against the reference. */
export const scaleOf = (shape: BodyShape): number => shape.heightM / REFERENCE_HEIGHT;

export const UPPER_ARM = 0.285;
export const FOREARM = 0.255;
/** Wrist to the middle of the palm. */
export const PALM = 0.085;
export const THIGH = 0.42;
export const SHIN = 0.416;
/** Direction of the left arm at rest: half way down, so that neither hanging nor lifting stretches the skin much. */
export const REST_ARM: Vector3 = [0, 0.6428, -0.766];

const along = (from: Vector3, metres: number): Vector3 => add(from, scale(REST_ARM, metres));

/** Left side and middle of the rest pose: x forward, y left, z up, the floor at 0, {@link REFERENCE_HEIGHT} tall. */
function leftHalf(shape: BodyShape): Partial<Record<BoneName, Vector3>> {
  const shoulder: Vector3 = [-0.01, shape.sex === 'female' ? 0.162 : 0.18, 1.425];
  return {
    pelvis: [0, 0, 0.96], spine: [-0.01, 0, 1.1], chest: [-0.015, 0, 1.28], neck: [-0.02, 0, 1.49], head: [0, 0, 1.565],
    left_shoulder: shoulder, left_elbow: along(shoulder, UPPER_ARM), left_wrist: along(shoulder, UPPER_ARM + FOREARM),
    left_hip: [0, 0.092, 0.92], left_knee: [0.01, 0.097, 0.5001], left_ankle: [-0.015, 0.1, 0.085],
  };
}

/** Joints of the rest pose of a body {@link REFERENCE_HEIGHT} tall, in the order of {@link BONE_NAMES}. */
export function restJoints(shape: BodyShape): readonly Vector3[] {
  const half = leftHalf(shape);
  return BONE_NAMES.map((name) => {
    const [x, y, z] = half[name.replace('right_', 'left_') as BoneName]!;
    return name.startsWith('right_') ? [x, -y, z] : [x, y, z];
  });
}

/** A point of the rest pose (reference size) that moves with a bone, store frame. */
export function placeOn(shape: BodyShape, pose: BodyPose, { bone, rest }: { bone: BoneName; rest: Vector3 }): StorePoint {
  const { joint, rotation } = pose.bones[BONE[bone]]!;
  const [x, y, z] = restJoints(shape)[BONE[bone]]!;
  return add(joint, rotate(rotation, scale([rest[0] - x, rest[1] - y, rest[2] - z], scaleOf(shape))));
}
