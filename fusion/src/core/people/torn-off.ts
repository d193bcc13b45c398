import { FILTER_SIZE, meanVariance } from './landmark-filter.ts';
import { LANDMARK_NATURES } from './skeleton.ts';

const REACHES = Float64Array.from(LANDMARK_NATURES, ({ reach = Infinity }) => reach);
/** -1: hangs on nothing. */
const PARENTS = Int8Array.from(LANDMARK_NATURES, ({ parent = -1 }) => parent);

/** The landmarks of a body; see body.ts. */
interface Bearer {
  readonly filters: Float64Array;
  /** -Infinity: not known. */
  readonly landmarkSeenAt: Float64Array;
}

/** Whether a joint is further from the one it hangs on than people's are, by more than it may be off itself. */
export function isTornOff({ filters, landmarkSeenAt }: Bearer, landmark: number): boolean {
  const parent = PARENTS[landmark]!;
  if (parent < 0 || landmarkSeenAt[parent] === -Infinity) return false;
  const a = landmark * FILTER_SIZE;
  const b = parent * FILTER_SIZE;
  const dx = filters[a]! - filters[b]!, dy = filters[a + 1]! - filters[b + 1]!, dz = filters[a + 2]! - filters[b + 2]!;
  const squared = dx * dx + dy * dy + dz * dz;
  const reach = REACHES[landmark]!;
  return squared > reach * reach && Math.sqrt(squared) > reach + 2 * Math.sqrt(meanVariance(filters, a));
}
