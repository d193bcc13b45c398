import { assign } from '@walkout/fusion/core/people/assign.ts';
import { grid, numberNames } from './similarity.ts';
import type { SimilarityFrame } from './similarity.ts';

/** Frames that the best one-to-one naming of tracks gets right: F1, precision, recall. */
export interface IdentityScore {
  readonly IDF1: number;
  readonly IDP: number;
  readonly IDR: number;
}

/**
 * The identity metrics.
 *
 * @param threshold similarity from which a match counts, in (0, 1]
 * @source          Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking", ECCVW 2016,
 *                  as computed by TrackEval's `identity.py`; the best naming is the one with most frames in common, for each
 *                  takes one missed and one false frame away
 */
export function scoreIdentity(sequence: readonly SimilarityFrame[], threshold = 0.5): IdentityScore {
  const truths = numberNames(sequence.map((frame) => frame.truth));
  const tracks = numberNames(sequence.map((frame) => frame.tracks));
  const common = grid(truths.size, tracks.size);
  let [truthFrames, trackFrames] = [0, 0];
  for (const frame of sequence) {
    truthFrames += frame.truth.length;
    trackFrames += frame.tracks.length;
    for (const [g, person] of frame.truth.entries()) {
      for (const [t, track] of frame.tracks.entries()) {
        if (frame.similarity[g]![t]! >= threshold) common[truths.get(person)!]![tracks.get(track)!]!++;
      }
    }
  }
  const naming = assign(common.map((row) => [...row]));
  const right = naming.reduce((sum, track, person) => sum + (track < 0 ? 0 : common[person]![track]!), 0);
  return {
    IDF1: (2 * right) / Math.max(1, truthFrames + trackFrames),
    IDP: right / Math.max(1, trackFrames),
    IDR: right / Math.max(1, truthFrames),
  };
}
