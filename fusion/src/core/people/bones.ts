import { KEYPOINT } from '@walkout/contracts';
import type { Metres } from '@walkout/contracts';
import { FILTER_SIZE, meanVariance, measureInto, varianceAlong } from './landmark-filter.ts';
import type { Measurement } from './landmark-filter.ts';
import { JOINT_NATURES } from './skeleton.ts';

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
/**
 * How much longer or shorter a bone may look: keypoints lie on the skin, not in the joint. Generous, for what it holds is
 * said anew with every frame.
 */
const SPREAD: Metres = 0.05;
/** Of a bone seen end on the direction is not known. */
const SHORTEST: Metres = 0.08;

const along: Measurement = { x: 0, y: 0, z: 0, residual: 0, variance: 1 };

/** The body whose bones they are. */
interface Bearer {
  readonly filters: Float64Array;
  knows(landmark: number): boolean;
  isSure(landmark: number): boolean;
}

/** What is known of how long one person's bones are. */
export interface Bones {
  /** Holds the far ends of the bones at their lengths, and learns these where several cameras show them. */
  hold(body: Bearer): void;
  /** Metres, in the order upper arm, forearm, thigh, shin; how many moments they were measured. */
  readonly lengths: readonly Metres[];
  readonly moments: number;
}

export function createBones(): Bones {
  const lengths = BONES.map(({ usual }) => usual);
  const counts = BONES.map(() => PRIOR_MOMENTS);

  function holdOne(bone: number, end: number, body: Bearer): void {
    const parent = JOINT_NATURES[end]!.parent!;
    if (!body.knows(end) || !body.knows(parent)) return;
    const { filters } = body;
    const a = end * FILTER_SIZE;
    const b = parent * FILTER_SIZE;
    const dx = filters[a]! - filters[b]!, dy = filters[a + 1]! - filters[b + 1]!, dz = filters[a + 2]! - filters[b + 2]!;
    const size = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (size < SHORTEST) return;
    if (body.isSure(end) && body.isSure(parent) && Math.max(meanVariance(filters, a), meanVariance(filters, b)) < KNOWN * KNOWN) {
      counts[bone] = Math.min(MEMORY_MOMENTS, counts[bone]! + 1);
      lengths[bone]! += (size - lengths[bone]!) / counts[bone]!;
    }
    along.x = dx / size;
    along.y = dy / size;
    along.z = dz / size;
    along.residual = lengths[bone]! - size;
    along.variance = SPREAD * SPREAD + varianceAlong(filters, b, along);
    measureInto(filters, a, along);
  }

  return {
    lengths,
    get moments() {
      return Math.min(...counts) - PRIOR_MOMENTS;
    },
    hold(body) {
      for (let bone = 0; bone < BONES.length; bone++) {
        holdOne(bone, BONES[bone]!.ends[0], body);
        holdOne(bone, BONES[bone]!.ends[1], body);
      }
    },
  };
}
