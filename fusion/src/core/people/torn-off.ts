import { FILTER, meanVariance, ROW } from './landmark-filter.ts';
import { LANDMARK_NATURES, PARENTS } from './skeleton.ts';

// Rows as constants of this module: those of another are looked up each time.
const [X, Y, Z] = [FILTER.x * ROW, FILTER.y * ROW, FILTER.z * ROW];
const REACHES = Float64Array.from(LANDMARK_NATURES, ({ reach = Infinity }) => reach);

/** The landmarks of a body; see body.ts. */
interface Bearer {
  readonly filters: Float32Array;
  /** -Infinity: not known. */
  readonly landmarkSeenAt: Float64Array;
}

/** Whether a joint is further from the one it hangs on than people's are, by more than it may be off itself. */
export function isTornOff({ filters, landmarkSeenAt }: Bearer, landmark: number): boolean {
  const parent = PARENTS[landmark]!;
  if (parent < 0 || landmarkSeenAt[parent] === -Infinity) return false;
  const dx = filters[X + landmark]! - filters[X + parent]!;
  const dy = filters[Y + landmark]! - filters[Y + parent]!;
  const dz = filters[Z + landmark]! - filters[Z + parent]!;
  const squared = dx * dx + dy * dy + dz * dz;
  const reach = REACHES[landmark]!;
  return squared > reach * reach && Math.sqrt(squared) > reach + 2 * Math.sqrt(meanVariance(filters, landmark));
}
