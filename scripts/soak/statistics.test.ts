import { describe, expect, it } from 'vitest';
import { createRandom } from '@walkout/recordings';
import { quantile, quantileRise, trendOf } from './statistics.ts';
import type { Point } from './statistics.ts';

const noise = (name: string, count: number, spread: number): number[] => {
  const random = createRandom(name);
  return Array.from({ length: count }, () => random.normal(0, spread));
};

describe('a trend', () => {
  it('of too few points says nothing', () => expect(trendOf([[0, 1], [1, 2]], 1)).toEqual({ slope: 0, error: Infinity }));
  it('of a straight line is the line, without error', () => {
    const { slope, error } = trendOf([[0, 1], [1, 3], [2, 5], [3, 7]], 1);
    expect(slope).toBeCloseTo(2, 9);
    expect(error).toBeCloseTo(0, 9);
  });
  it('of values that never change is none', () => expect(trendOf(Array.from({ length: 20 }, (_, at): Point => [at, 5]), 4)).toEqual({ slope: 0, error: 0 }));
  it('is told from noise', () => {
    const level = noise('level', 200, 1);
    const flat = trendOf(level.map((value, at): Point => [at, value]), 1);
    const rising = trendOf(level.map((value, at): Point => [at, value + 0.02 * at]), 1);
    expect(flat.slope).toBeLessThanOrEqual(2 * flat.error);
    expect(rising.slope).toBeGreaterThan(2 * rising.error);
    // By the textbook: sigma / sqrt(sum of (t - mean)^2) = 1 / sqrt(n (n^2 - 1) / 12).
    expect(flat.error / (1 / Math.sqrt((200 * (200 ** 2 - 1)) / 12))).toBeCloseTo(1, 0);
  });
  it('is less certain when neighbours hang together', () => {
    const walk = noise('walk', 200, 1).reduce<number[]>((all, step) => [...all, 0.9 * (all.at(-1) ?? 0) + step], []);
    const points = walk.map((value, at): Point => [at, value]);
    expect(trendOf(points, 25).error).toBeGreaterThan(2 * trendOf(points, 1).error);
  });
});

describe('a quantile', () => {
  it('of nothing is no number', () => expect(quantile([], 0.5)).toBeNaN());
  it('lies between neighbours', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6, 9);
  });
  it('has not risen when both are alike, and has when the later ones are slower', () => {
    const [early, late] = [noise('early', 300, 1), noise('late', 300, 1)];
    const same = quantileRise(early, late, 0.9);
    expect(same.rise).toBeLessThanOrEqual(2 * same.error);
    const slower = quantileRise(early, late.map((value) => value + 2), 0.9);
    expect(slower.rise).toBeGreaterThan(2 * slower.error);
  });
  it('that has nothing to go by is not known', () => expect(quantileRise([], [1], 0.9).error).toBe(Infinity));
});
