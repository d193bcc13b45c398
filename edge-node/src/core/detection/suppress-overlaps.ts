import { intersectionOverUnion } from './intersection-over-union.ts';
import type { Detection } from '../frame.ts';

export interface SuppressionOptions {
  /** Of two boxes that overlap by more than this, the lower one goes. */
  readonly maximumOverlap: number;
  /** Most detections to keep. */
  readonly maximumCount: number;
}

/** Greedy non-maximum suppression: the highest score first, equal scores in the order given. */
export function suppressOverlaps(detections: readonly Detection[], options: SuppressionOptions): readonly Detection[] {
  const kept: Detection[] = [];
  for (const detection of detections.toSorted((a, b) => b.score - a.score)) {
    if (kept.length === options.maximumCount) break;
    if (kept.every((other) => intersectionOverUnion(other.box, detection.box) <= options.maximumOverlap)) kept.push(detection);
  }
  return kept;
}
