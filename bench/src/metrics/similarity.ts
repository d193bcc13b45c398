import type { ImageBox } from '@walkout/contracts';

/** Truth and tracks of one frame, and how alike each two are: all that the tracking metrics look at. */
export interface SimilarityFrame {
  /** Who is there; each at most once. */
  readonly truth: readonly string[];
  /** Who the tracker says is there; each at most once. */
  readonly tracks: readonly string[];
  /** In [0, 1], one row a true person, one column a track. */
  readonly similarity: readonly (readonly number[])[];
}

/** Intersection over union of two boxes, in [0, 1]; empty boxes are like nothing. */
export function boxSimilarity(a: ImageBox, b: ImageBox): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (!(width > 0 && height > 0)) return 0;
  const common = width * height;
  return common / (a[2] * a[3] + b[2] * b[3] - common);
}

/** 1 at the same place, falling to 0 at `reach`; on the floor or in space. */
export function distanceSimilarity(a: readonly number[], b: readonly number[], reach: number): number {
  const apart = Math.hypot(...a.map((value, axis) => value - b[axis]!));
  return Number.isFinite(apart) ? Math.max(0, 1 - apart / reach) : 0;
}

/** Rounding errors do not decide whether two are alike enough (TrackEval's tolerance). */
export const TOLERANCE = Number.EPSILON;

/** Numbers names 0, 1, 2 … in the order of their first appearance. */
export function numberNames(lists: Iterable<readonly string[]>): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const list of lists) for (const name of list) if (!numbers.has(name)) numbers.set(name, numbers.size);
  return numbers;
}

export const grid = (rows: number, columns: number): Float64Array[] => Array.from({ length: rows }, () => new Float64Array(columns));
