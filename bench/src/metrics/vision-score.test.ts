import { describe, expect, it } from 'vitest';
import { KEYPOINT, KEYPOINTS } from '@walkout/contracts';
import type { ImageBox } from '@walkout/contracts';
import { scoreDetections } from './detection-score.ts';
import type { PosePair } from './keypoint-score.ts';
import { objectKeypointSimilarity, scorePoses, shareNear } from './keypoint-score.ts';

const at = (x: number): ImageBox => [x, 0, 10, 10];
const person = (x: number, ignore = false) => ({ box: at(x), ignore });
const hit = (x: number, score: number) => ({ box: at(x), score });

describe('scoreDetections', () => {
  it('is nothing of nothing', () => expect(scoreDetections([])).toEqual({ AP: 0, AP50: 0, recallAtPrecision95: 0 }));
  it('is 1 when everybody is found once', () => {
    const score = scoreDetections([{ truth: [person(0), person(50)], found: [hit(50, 0.4), hit(0, 0.9)] }]);
    expect(score).toEqual({ AP: expect.closeTo(1, 9), AP50: expect.closeTo(1, 9), recallAtPrecision95: 1 });
  });
  it('counts a second box on one person, and nobody, as wrong', () => {
    // Surest first: right, wrong, right. Precision 1 up to recall 0.5 (51 of 101 looks), then 2/3 (50).
    const { AP50, recallAtPrecision95 } = scoreDetections([{ truth: [person(0), person(50)], found: [hit(0, 0.9), hit(1, 0.8), hit(50, 0.7)] }]);
    expect(AP50).toBeCloseTo((51 + 50 * (2 / 3)) / 101, 9);
    expect(recallAtPrecision95).toBe(0.5);
  });
  it('neither asks for ignored people nor minds who finds them', () => {
    expect(scoreDetections([{ truth: [person(0, true), person(50)], found: [hit(0, 0.9), hit(50, 0.5)] }]).AP50).toBeCloseTo(1, 9);
    expect(scoreDetections([{ truth: [person(0, true), person(50)], found: [hit(50, 0.5)] }]).AP50).toBeCloseTo(1, 9);
  });
  it('asks more of boxes at higher overlaps', () => {
    // 1 pixel off in 10: overlap 9/11 = 0.818, right at 7 of 10 thresholds (0.5 … 0.8).
    expect(scoreDetections([{ truth: [person(0)], found: [hit(1, 0.9)] }]).AP).toBeCloseTo(0.7, 9);
  });
});

const pair = (off: (keypoint: number) => number, seen: (keypoint: number) => boolean = () => true): PosePair => ({
  box: [0, 0, 50, 100],
  truth: KEYPOINTS.map((_, keypoint) => (seen(keypoint) ? [10, 10] : undefined)),
  found: KEYPOINTS.map((_, keypoint) => ({ point: [10 + off(keypoint), 10], confidence: 0.5 })),
});

describe('scorePoses', () => {
  it('is nothing of nothing', () => expect(scorePoses([])).toEqual({ oksAP: 0, pck: 0, wristPck: 0 }));
  it('counts what lies within 5 % of the height, wrists apart, and only what is visible', () => {
    const off = (keypoint: number) => (keypoint === KEYPOINT.left_wrist ? 5.1 : 5);
    expect(scorePoses([pair(off)])).toMatchObject({ pck: 16 / 17, wristPck: 0.5 });
    expect(scorePoses([pair(off, (keypoint) => keypoint !== KEYPOINT.left_wrist)])).toMatchObject({ pck: 1, wristPck: 1 });
    expect(shareNear([pair(off, () => false)], 0.05)).toBeUndefined();
  });
  it('has COCO’s similarity', () => {
    // A wrist 10 px off in a box of 5000 px²: exp(-100 / (2 * 5000 * (2 * 0.062)²)).
    const similarity = objectKeypointSimilarity(pair(() => 10, (keypoint) => keypoint === KEYPOINT.left_wrist));
    expect(similarity).toBeCloseTo(Math.exp(-100 / (10_000 * 0.124 ** 2)), 9);
    expect(objectKeypointSimilarity(pair(() => 0, () => false))).toBeUndefined();
    expect(scorePoses([pair(() => 0)]).oksAP).toBeCloseTo(1, 9);
  });
});
