import { describe, expect, it } from 'vitest';
import { boxSimilarity, distanceSimilarity } from './similarity.ts';
import type { SimilarityFrame } from './similarity.ts';
import { scoreTracking } from './tracking-score.ts';

const frame = (truth: string[], tracks: string[], ...similarity: number[][]): SimilarityFrame => ({ truth, tracks, similarity });

describe('scoreTracking', () => {
  it('gives nothing for nothing', () => {
    expect(scoreTracking([])).toMatchObject({ HOTA: 0, MOTA: 0, IDF1: 0, IDSW: 0, MT: 0 });
  });

  it('is perfect where tracks are the truth', () => {
    const perfect = scoreTracking([frame(['a'], ['1'], [1]), frame(['a'], ['1'], [1])]);
    expect(perfect).toMatchObject({ HOTA: 1, DetA: 1, AssA: 1, LocA: 1, MOTA: 1, MOTP: 1, IDF1: 1, MT: 1, Frag: 0 });
  });

  it('counts a change of track', () => {
    // One person in four frames, two frames each by tracks 1 and 2, all at similarity 1.
    const tracks = ['1', '1', '2', '2'];
    const score = scoreTracking(tracks.map((track) => frame(['a'], [track], [1])));
    expect(score).toMatchObject({ TP: 4, FP: 0, FN: 0, IDSW: 1, Frag: 0, MT: 1, DetA: 1 });
    expect(score.MOTA).toBeCloseTo(3 / 4, 12);
    // Each match shares 2 frames with its track, of 4 of the person: association 2 / (4 + 2 - 2).
    expect(score.AssA).toBeCloseTo(1 / 2, 12);
    expect(score.HOTA).toBeCloseTo(Math.sqrt(1 / 2), 12);
    // The best name is right in 2 frames: 2 false, 2 missed.
    expect(score).toMatchObject({ IDF1: 0.5, IDP: 0.5, IDR: 0.5 });
  });

  it('counts misses, false alarms and interruptions', () => {
    const score = scoreTracking([
      frame(['a'], ['1'], [0.75]),
      frame(['a'], ['9'], [0.1]),
      frame(['a'], ['1'], [0.75]),
    ]);
    expect(score).toMatchObject({ TP: 2, FP: 1, FN: 1, IDSW: 0, Frag: 1, PT: 1, MOTP: 0.75 });
    expect(score.MOTA).toBeCloseTo(1 / 3, 12);
  });

  it('stays with the track of the frame before when another is nearer', () => {
    const score = scoreTracking([frame(['a'], ['1'], [0.9]), frame(['a'], ['1', '2'], [0.6, 0.9])]);
    expect(score.IDSW).toBe(0);
  });
});

describe('similarity', () => {
  it('of boxes is intersection over union', () => {
    expect(boxSimilarity([0, 0, 2, 2], [1, 0, 2, 2])).toBeCloseTo(2 / 6, 12);
    expect(boxSimilarity([0, 0, 2, 2], [2, 0, 2, 2])).toBe(0);
    expect(boxSimilarity([0, 0, 0, 0], [0, 0, 0, 0])).toBe(0);
  });

  it('of places falls with distance', () => {
    expect(distanceSimilarity([0, 0], [0.3, 0.4], 1)).toBeCloseTo(0.5, 12);
    expect(distanceSimilarity([0, 0], [3, 4], 1)).toBe(0);
    expect(distanceSimilarity([0, 0], [NaN, 0], 1)).toBe(0);
  });
});
