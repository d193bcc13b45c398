import { KEYPOINT } from '@walkout/contracts';
import type { Metres, Vector3 } from '@walkout/contracts';

/** 15 joints as the truth of the Shelf set has them; `undefined`: not estimated. Metres. */
export type ShelfPose = readonly (Vector3 | undefined)[];

export const SHELF_JOINTS = [
  'r-ankle', 'r-knee', 'r-hip', 'l-hip', 'l-knee', 'l-ankle', 'r-wrist', 'r-elbow', 'r-shoulder', 'l-shoulder',
  'l-elbow', 'l-wrist', 'neck', 'head-top', 'mid-hip',
] as const;

/** Both ends of each limb, as places in {@link SHELF_JOINTS}. */
export const SHELF_LIMBS: readonly (readonly [number, number])[] = [
  [6, 7], [7, 8], [9, 10], [10, 11], [0, 1], [1, 2], [3, 4], [4, 5], [12, 13], [14, 12],
];

/** Head-top lies this far from the neck, along where the face looks and up, metres (the set's own convention). */
const HEAD_TOP = { forward: 0.125, up: 0.145 } as const;

const mean = (points: readonly (Vector3 | undefined)[]): Vector3 | undefined => {
  const known = points.filter((point) => point !== undefined);
  if (known.length === 0) return undefined;
  const sum = (axis: 0 | 1 | 2) => known.reduce((total, point) => total + point[axis], 0) / known.length;
  return [sum(0), sum(1), sum(2)];
};

const both = (a: Vector3 | undefined, b: Vector3 | undefined): Vector3 | undefined => a && b && mean([a, b]);

/**
 * The 15 joints of the Shelf set from 17 COCO keypoints. Neck: half-way between the middle of the shoulders and the middle
 * of the ears; head-top: from there forward, level and square to the shoulders, and up.
 *
 * @param keypoints COCO order, store frame, metres
 */
export function shelfPose(keypoints: readonly (Vector3 | undefined)[]): ShelfPose {
  const joint = (name: string) => keypoints[KEYPOINT[name as keyof typeof KEYPOINT]];
  const left = joint('left_shoulder');
  const right = joint('right_shoulder');
  const shoulders = both(left, right);
  const head = both(joint('left_ear'), joint('right_ear')) ?? mean(keypoints.slice(0, 5));
  const neck = both(shoulders, head);
  return [
    joint('right_ankle'), joint('right_knee'), joint('right_hip'), joint('left_hip'), joint('left_knee'), joint('left_ankle'),
    joint('right_wrist'), joint('right_elbow'), right, left, joint('left_elbow'), joint('left_wrist'),
    neck, left && right && neck && headTop(neck, left, right), both(joint('left_hip'), joint('right_hip')),
  ];
}

function headTop(neck: Vector3, left: Vector3, right: Vector3): Vector3 {
  // Left to right turned a quarter counter-clockwise seen from above looks forward.
  const across = [right[0] - left[0], right[1] - left[1]] as const;
  const width = Math.hypot(...across) || 1;
  const forward = HEAD_TOP.forward / width;
  return [neck[0] - across[1] * forward, neck[1] + across[0] * forward, neck[2] + HEAD_TOP.up];
}

const apart = (a: Vector3 | undefined, b: Vector3 | undefined): Metres =>
  a === undefined || b === undefined ? Infinity : Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** How much of one true person an estimate found: limbs right of limbs, and distances of the joints that were estimated. */
export interface PoseScore {
  readonly right: number;
  readonly limbs: number;
  readonly errors: readonly Metres[];
}

/**
 * Percentage of correct parts of the estimate that is nearest to a true person: a limb counts when the errors of both its
 * ends add up to less than its true length.
 *
 * @param estimates everybody estimated at that moment; nearest by the mean distance of the joints it has
 * @source          Ferrari et al., CVPR 2008; Belagiannis et al., "3D Pictorial Structures", CVPR 2014, for the Shelf set
 */
export function scorePose(truth: ShelfPose, estimates: readonly ShelfPose[]): PoseScore {
  let nearest: { errors: Metres[]; mean: Metres } | undefined;
  for (const estimate of estimates) {
    const errors = truth.map((point, index) => apart(point, estimate[index]));
    const finite = errors.filter(Number.isFinite);
    const average = finite.length === 0 ? Infinity : finite.reduce((sum, error) => sum + error, 0) / finite.length;
    if (nearest === undefined || average < nearest.mean) nearest = { errors, mean: average };
  }
  const errors = nearest?.errors ?? truth.map(() => Infinity);
  const right = SHELF_LIMBS.filter(([from, to]) => errors[from]! + errors[to]! < apart(truth[from], truth[to])).length;
  return { right, limbs: SHELF_LIMBS.length, errors: errors.filter(Number.isFinite) };
}
