import { assign } from '@walkout/fusion/core/people/assign.ts';
import { grid, numberNames, TOLERANCE } from './similarity.ts';
import type { SimilarityFrame } from './similarity.ts';

/** Means over the thresholds 0.05, 0.10 … 0.95, each in [0, 1]. */
export interface HotaScore {
  readonly HOTA: number;
  readonly DetA: number;
  readonly AssA: number;
  readonly LocA: number;
}

const THRESHOLDS = Array.from({ length: 19 }, (_, index) => (index + 1) * 0.05);

/** A sequence with names as numbers, and how often each appears. */
interface Numbered {
  readonly frames: readonly { truth: readonly number[]; tracks: readonly number[]; similarity: SimilarityFrame['similarity'] }[];
  readonly truthCount: Float64Array;
  readonly trackCount: Float64Array;
}

function number(frames: readonly SimilarityFrame[]): Numbered {
  const truths = numberNames(frames.map((frame) => frame.truth));
  const tracks = numberNames(frames.map((frame) => frame.tracks));
  const truthCount = new Float64Array(truths.size);
  const trackCount = new Float64Array(tracks.size);
  const numbered = frames.map((frame) => ({
    truth: frame.truth.map((name) => truths.get(name)!),
    tracks: frame.tracks.map((name) => tracks.get(name)!),
    similarity: frame.similarity,
  }));
  for (const frame of numbered) {
    for (const id of frame.truth) truthCount[id]!++;
    for (const id of frame.tracks) trackCount[id]!++;
  }
  return { frames: numbered, truthCount, trackCount };
}

/** How well each true person and each track go together over the whole sequence: a Jaccard index of their soft matches. */
function alignment({ frames, truthCount, trackCount }: Numbered): Float64Array[] {
  const matches = grid(truthCount.length, trackCount.length);
  for (const { truth, tracks, similarity } of frames) {
    const rowSum = similarity.map((row) => row.reduce((sum, value) => sum + value, 0));
    const columnSum = tracks.map((_, t) => similarity.reduce((sum, row) => sum + row[t]!, 0));
    for (const [g, id] of truth.entries()) {
      for (const [t, track] of tracks.entries()) {
        const either = rowSum[g]! + columnSum[t]! - similarity[g]![t]!;
        if (either > TOLERANCE) matches[id]![track]! += similarity[g]![t]! / either;
      }
    }
  }
  return matches.map((row, g) => row.map((value, t) => value / (truthCount[g]! + trackCount[t]! - value)));
}

/** Share of association that the matches at one threshold got right, weighted by match. */
function association(matches: readonly Float64Array[], { truthCount, trackCount }: Numbered): number {
  let sum = 0;
  for (const [g, row] of matches.entries()) {
    for (const [t, count] of row.entries()) sum += (count * count) / Math.max(1, truthCount[g]! + trackCount[t]! - count);
  }
  return sum;
}

/**
 * Higher Order Tracking Accuracy.
 *
 * @source Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking", IJCV 129, 2021, as computed by
 *         TrackEval's `hota.py`
 */
export function scoreHota(sequence: readonly SimilarityFrame[]): HotaScore {
  const numbered = number(sequence);
  const aligned = alignment(numbered);
  const counts = THRESHOLDS.map(() => ({ matched: 0, similarity: 0, matches: grid(numbered.truthCount.length, numbered.trackCount.length) }));
  for (const { truth, tracks, similarity } of numbered.frames) {
    const pairing = assign(truth.map((g, row) => tracks.map((t, column) => aligned[g]![t]! * similarity[row]![column]!)));
    for (const [row, column] of pairing.entries()) {
      if (column < 0) continue;
      const alike = similarity[row]![column]!;
      for (const [index, threshold] of THRESHOLDS.entries()) {
        if (alike < threshold - TOLERANCE) continue;
        const count = counts[index]!;
        count.matched++;
        count.similarity += alike;
        count.matches[truth[row]!]![tracks[column]!]!++;
      }
    }
  }
  const total = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0);
  const everybody = total(numbered.truthCount) + total(numbered.trackCount);
  const each = counts.map(({ matched, similarity, matches }) => {
    const DetA = matched / Math.max(1, everybody - matched);
    const AssA = association(matches, numbered) / Math.max(1, matched);
    return { DetA, AssA, HOTA: Math.sqrt(DetA * AssA), LocA: Math.max(1e-10, similarity) / Math.max(1e-10, matched) };
  });
  const mean = (key: keyof HotaScore) => each.reduce((sum, score) => sum + score[key], 0) / each.length;
  return { HOTA: mean('HOTA'), DetA: mean('DetA'), AssA: mean('AssA'), LocA: mean('LocA') };
}
