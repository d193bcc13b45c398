import { KEYPOINTS } from '@walkout/contracts';
import type { KeypointName, StorePoint, Vector3 } from '@walkout/contracts';
import type { Hand } from './motion.ts';
import type { BodyShape } from './shape.ts';
import type { BodyPose, BoneName } from './skeleton.ts';
import { BONE, PALM, placeOn, REST_ARM, restJoints } from './skeleton.ts';

/** Keypoints of the face at rest, reference size; the others are joints. */
const FACE: Partial<Record<KeypointName, Vector3>> = {
  nose: [0.115, 0, 1.632],
  left_eye: [0.09, 0.032, 1.662],
  right_eye: [0.09, -0.032, 1.662],
  left_ear: [0, 0.078, 1.645],
  right_ear: [0, -0.078, 1.645],
};

/** The 17 COCO keypoints of a posed body, in COCO's order; store frame, metres. */
export const keypointsOf = (shape: BodyShape, pose: BodyPose): readonly StorePoint[] =>
  KEYPOINTS.map((name) => {
    const face = FACE[name];
    return face ? placeOn(shape, pose, { bone: 'head', rest: face }) : pose.bones[BONE[name as BoneName]]!.joint;
  });

/** The middle of a palm, where a held product is; store frame, metres. */
export function palmOf(shape: BodyShape, pose: BodyPose, hand: Hand): StorePoint {
  const side = hand === 'left' ? 1 : -1;
  const [x, y, z] = restJoints(shape)[BONE[`${hand}_wrist`]]!;
  const rest: Vector3 = [x + REST_ARM[0] * PALM, y + side * REST_ARM[1] * PALM, z + REST_ARM[2] * PALM];
  return placeOn(shape, pose, { bone: `${hand}_wrist`, rest });
}
