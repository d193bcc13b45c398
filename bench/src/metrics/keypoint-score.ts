import type { ImageBox, KeypointName } from '@walkout/contracts';
import { KEYPOINT, KEYPOINTS } from '@walkout/contracts';
import { averagePrecision, precisionRecall } from './detection-score.ts';

/** A keypoint in frame pixels. */
export type Place = readonly [x: number, y: number];

export interface PosePair {
  /** Of the whole person, frame pixels; its height is the scale of errors. */
  readonly box: ImageBox;
  /** `undefined` where the keypoint is not to be seen. */
  readonly truth: readonly (Place | undefined)[];
  readonly found: readonly { readonly point: Place; readonly confidence: number }[];
}

export interface KeypointScore {
  /** Mean average precision over similarities of 0.5, 0.55 … 0.95, boxes given. */
  readonly oksAP: number;
  /** Share of visible keypoints within 0.05 of the box's height. */
  readonly pck: number;
  /** The same of wrists alone. */
  readonly wristPck: number;
}

const NEAR = 0.05;
const WRISTS: ReadonlySet<number> = new Set([KEYPOINT.left_wrist, KEYPOINT.right_wrist]);
const SIMILARITIES = Array.from({ length: 10 }, (_, i) => 0.5 + 0.05 * i);

/** COCO's spread of careful annotators, by keypoint. */
const SPREAD: Readonly<Record<KeypointName, number>> = {
  nose: 0.026, left_eye: 0.025, right_eye: 0.025, left_ear: 0.035, right_ear: 0.035, left_shoulder: 0.079, right_shoulder: 0.079,
  left_elbow: 0.072, right_elbow: 0.072, left_wrist: 0.062, right_wrist: 0.062, left_hip: 0.107, right_hip: 0.107,
  left_knee: 0.087, right_knee: 0.087, left_ankle: 0.089, right_ankle: 0.089,
};

const distance = ([ax, ay]: Place, [bx, by]: Place): number => Math.hypot(ax - bx, ay - by);

/** Share of visible keypoints that lie within `near` box heights of the truth; `undefined` when none is visible. */
export function shareNear(pairs: readonly PosePair[], near: number, counts: (keypoint: number) => boolean = () => true): number | undefined {
  let [seen, right] = [0, 0];
  for (const { box, truth, found } of pairs) {
    truth.forEach((place, keypoint) => {
      if (place === undefined || !counts(keypoint)) return;
      seen++;
      if (distance(place, found[keypoint]!.point) <= near * box[3]) right++;
    });
  }
  return seen === 0 ? undefined : right / seen;
}

/** Object keypoint similarity of one person in [0, 1]; `undefined` when no keypoint is visible. @source cocodataset.org, keypoint evaluation */
export function objectKeypointSimilarity({ box, truth, found }: PosePair): number | undefined {
  const area = box[2] * box[3];
  const similarities = truth.flatMap((place, keypoint) => {
    if (place === undefined) return [];
    const spread = 2 * SPREAD[KEYPOINTS[keypoint]!];
    return [Math.exp(-(distance(place, found[keypoint]!.point) ** 2) / (2 * area * spread ** 2))];
  });
  return similarities.length === 0 ? undefined : similarities.reduce((sum, value) => sum + value, 0) / similarities.length;
}

/** How well poses were found in boxes that were given. */
export function scorePoses(pairs: readonly PosePair[]): KeypointScore {
  const people = pairs.flatMap((pair) => {
    const similarity = objectKeypointSimilarity(pair);
    const score = pair.found.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, pair.found.length);
    return similarity === undefined ? [] : [{ similarity, score }];
  });
  const averages = SIMILARITIES.map((least) =>
    averagePrecision(precisionRecall(people.map(({ similarity, score }) => ({ score, right: similarity >= least })), people.length)));
  return {
    oksAP: averages.reduce((sum, value) => sum + value, 0) / averages.length,
    pck: shareNear(pairs, NEAR) ?? 0,
    wristPck: shareNear(pairs, NEAR, (keypoint) => WRISTS.has(keypoint)) ?? 0,
  };
}
