import type { ImageBox } from '@walkout/contracts';
import { intersectionOverUnion } from '../detection/intersection-over-union.ts';
import type { Keypoint, Sighting } from '../frame.ts';

/** What a track expects of this frame. */
export interface Expectation {
  readonly box: ImageBox;
  /** Of the last sighting, moved along with the box. */
  readonly keypoints: readonly Keypoint[];
  readonly appearance?: readonly number[];
}

/** How far a keypoint strays between frames, as a share of the box's height, where likeness has fallen to 0.6. */
const KEYPOINT_SPREAD = 0.08;
const APPEARANCE_SPREAD = 0.06;
const MINIMUM_CONFIDENCE = 0.2;
const WEIGHT = { box: 0.5, pose: 0.3, appearance: 0.2 };

/**
 * Likeness of two poses, in [0, 1]: the mean over keypoints that both show; `undefined` when they share none.
 *
 * @param height scale of the people, pixels
 * @source object keypoint similarity, https://cocodataset.org/#keypoints-eval, with one spread for all keypoints
 */
export function poseSimilarity(a: readonly Keypoint[], b: readonly Keypoint[], height: number): number | undefined {
  let sum = 0;
  let weight = 0;
  a.forEach((keypoint, i) => {
    const other = b[i]!;
    const shown = Math.min(keypoint.confidence, other.confidence);
    if (shown < MINIMUM_CONFIDENCE) return;
    const distance = Math.hypot(keypoint.point[0] - other.point[0], keypoint.point[1] - other.point[1]);
    sum += shown * Math.exp(-0.5 * (distance / (KEYPOINT_SPREAD * height)) ** 2);
    weight += shown;
  });
  return weight === 0 ? undefined : sum / weight;
}

/** Likeness of two clothing colours, in [0, 1]; `undefined` when either is not known. */
export function appearanceSimilarity(a: readonly number[] | undefined, b: readonly number[] | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const distance = Math.hypot(...a.map((value, i) => value - b[i]!)) / Math.sqrt(a.length);
  return Math.exp(-0.5 * (distance / APPEARANCE_SPREAD) ** 2);
}

/** How well a sighting fits what a track expects, in [0, 1]: boxes, poses and clothes together, those that are known. */
export function similarity(expected: Expectation, sighting: Sighting): number {
  const parts = [
    [WEIGHT.box, intersectionOverUnion(expected.box, sighting.box)],
    [WEIGHT.pose, poseSimilarity(expected.keypoints, sighting.keypoints, expected.box[3])],
    [WEIGHT.appearance, appearanceSimilarity(expected.appearance, sighting.appearance)],
  ] as const;
  let sum = 0;
  let weight = 0;
  for (const [share, value] of parts) {
    if (value === undefined) continue;
    sum += share * value;
    weight += share;
  }
  return sum / weight;
}
