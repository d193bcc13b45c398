import { describe, expect, it } from 'vitest';
import { normalise, subtract } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import { findConsensus } from './consensus.ts';
import type { JointSighting } from './sighting.ts';
import { squaredDeviation, triangulate } from './triangulate.ts';

/** A sighting of `target` from `eye`, exact across the ray to 2 cm. */
const from = (eye: StorePoint, target: StorePoint): JointSighting => ({
  origin: eye,
  direction: normalise(subtract(target, eye)),
  at: 0,
  confidence: 1,
  angle: 0,
  spread: 0.02,
});
const near: StorePoint = [0, 0, 0];
const close = (point: StorePoint) => point.map((value) => expect.closeTo(value, 6));

describe('triangulate', () => {
  it('meets where rays cross', () => {
    const target: StorePoint = [1, 2, 0.5];
    expect(triangulate([from([0, 0, 2], target), from([4, 0, 2], target)], { near })?.point).toEqual(close(target));
  });

  it('meets half-way between rays that pass each other', () => {
    const along = { ...from([0, 0, 0], [1, 0, 0]) };
    const across = { ...from([1, -1, 0.2], [1, 0, 0.2]) };
    expect(triangulate([along, across], { near })?.point).toEqual(close([1, 0, 0.1]));
    // Nine times the weight draws it nine times as near.
    expect(triangulate([along, across], { near, weights: [9, 1] })?.point).toEqual(close([1, 0, 0.02]));
  });

  it('places nothing by one ray, by none or by parallel ones', () => {
    const one = from([0, 0, 0], [1, 0, 0]);
    expect(triangulate([], { near })).toBeUndefined();
    expect(triangulate([one], { near })).toBeUndefined();
    expect(triangulate([one, { ...one, origin: [0, 1, 0] }], { near })).toBeUndefined();
  });

  it('takes the depth from what is expected when there is one ray', () => {
    const fix = triangulate([from([0, 0, 0], [1, 0, 0])], { near, expected: { point: [3, 0.02, 0], variance: 0.02 ** 2 } });
    expect(fix?.point).toEqual(close([3, 0.01, 0]));
  });

  it('measures how far off in standard deviations', () => {
    expect(squaredDeviation(from([0, 0, 0], [1, 0, 0]), [5, 0.04, 0])).toBeCloseTo(4, 9);
  });
});

describe('findConsensus', () => {
  const target: StorePoint = [2, 2, 1];
  const eyes: StorePoint[] = [[0, 0, 3], [4, 0, 3], [4, 4, 3], [0, 4, 3]];
  const good = eyes.map((eye) => from(eye, target));
  const bad = from([2, -1, 3], [2, 2.6, 1.4]);

  it('gives a bad view no say, wherever it comes', () => {
    for (let place = 0; place <= good.length; place++) {
      const consensus = findConsensus(good.toSpliced(place, 0, bad), { limit: 3 });
      expect(consensus?.fix.point).toEqual(close(target));
      expect(consensus?.supporters).toBe(4);
      expect(consensus?.weights[place]).toBe(0);
    }
  });

  it('believes several views before a wrong prediction', () => {
    const consensus = findConsensus(good, { expected: { point: [2.5, 2.5, 1.2], variance: 0.03 ** 2 }, limit: 3 });
    expect(consensus?.fix.point).toEqual(close(target));
  });

  it('believes the prediction when one view of two is off', () => {
    const consensus = findConsensus([good[0]!, bad], { expected: { point: target, variance: 0.03 ** 2 }, limit: 3 });
    expect(consensus?.fix.point).toEqual(close(target));
    expect(consensus?.weights[1]).toBe(0);
  });

  it('has none without views and prediction', () => {
    expect(findConsensus([], { limit: 3 })).toBeUndefined();
    expect(findConsensus(good.slice(0, 1), { limit: 3 })).toBeUndefined();
  });
});
