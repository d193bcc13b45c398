import { KEYPOINT } from '@walkout/contracts';
import type { Metres } from '@walkout/contracts';
import { FILTER, meanVariance, ROW } from './landmark-filter.ts';
import { PARENTS } from './skeleton.ts';

/** Bones whose lengths people keep, a joint at the far end of each; left and right are alike. Usual lengths after Drillis & Contini 1966 at 1.70 m. */
const BONES: readonly { readonly ends: readonly [left: number, right: number]; readonly usual: Metres }[] = [
  { ends: [KEYPOINT.left_elbow, KEYPOINT.right_elbow], usual: 0.3 },
  { ends: [KEYPOINT.left_wrist, KEYPOINT.right_wrist], usual: 0.25 },
  { ends: [KEYPOINT.left_knee, KEYPOINT.right_knee], usual: 0.42 },
  { ends: [KEYPOINT.left_ankle, KEYPOINT.right_ankle], usual: 0.42 },
];
/** The usual length counts as this many moments of seeing the bone, and the last so many moments make the mean. */
const PRIOR_MOMENTS = 10;
const MEMORY_MOMENTS = 300;
/** Both ends must be known this well for a bone to be measured. */
const KNOWN: Metres = 0.05;

/** The body whose bones they are. */
interface Bearer {
  readonly filters: Float32Array;
  /** Whether it is known, by more than one camera of late. */
  isSure(landmark: number): boolean;
}

/** What is known of how long one person's bones are. */
export interface Bones {
  /** Takes in how long bones look, where several cameras show them. @param sizes metres, in the columns of their far ends */
  learn(body: Bearer, sizes: Float32Array): void;
  /** How many moments they were measured. */
  readonly moments: number;
}

const isMeasured = (body: Bearer, landmark: number): boolean => meanVariance(body.filters, landmark) < KNOWN * KNOWN && body.isSure(landmark);

/** @param filters of the body, in which the lengths are kept */
export function createBones(filters: Float32Array): Bones {
  const lengths = filters.subarray(FILTER.length * ROW, (FILTER.length + 1) * ROW);
  for (const { ends, usual } of BONES) for (const end of ends) lengths[end] = usual;
  const counts = BONES.map(() => PRIOR_MOMENTS);

  return {
    get moments() {
      return Math.min(...counts) - PRIOR_MOMENTS;
    },
    learn(body, sizes) {
      for (let bone = 0; bone < BONES.length; bone++) {
        const { ends } = BONES[bone]!;
        for (let side = 0; side < 2; side++) {
          const end = ends[side]!;
          const parent = PARENTS[end]!;
          if (!isMeasured(body, end) || !isMeasured(body, parent)) continue;
          counts[bone] = Math.min(MEMORY_MOMENTS, counts[bone]! + 1);
          lengths[ends[0]]! += (sizes[end]! - lengths[ends[0]]!) / counts[bone]!;
        }
        lengths[ends[1]] = lengths[ends[0]]!;
      }
    },
  };
}
