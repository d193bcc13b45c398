import { describe, expect, it } from 'vitest';
import { scoreCalibration } from './calibration.ts';

const claims = (probability: number, right: number, wrong: number) =>
  Array.from({ length: right + wrong }, (_, index) => ({ probability, right: index < right }));

describe('calibration', () => {
  it('of nothing is perfect', () => expect(scoreCalibration([])).toEqual({ ece: 0, bins: [] }));
  it('is perfect when nine of ten claims of 0.9 are right', () => expect(scoreCalibration(claims(0.9, 9, 1)).ece).toBeCloseTo(0, 9));
  it('weighs each gap by how many claims it has', () => {
    // 10 claims of 0.8 with a gap of 0.3, and 30 of 1 with a gap of 0.1: (3 + 3) / 40.
    const { ece, bins } = scoreCalibration([...claims(0.8, 5, 5), ...claims(1, 27, 3)]);
    expect(ece).toBeCloseTo(0.15, 9);
    expect(bins.map(({ count }) => count)).toEqual([10, 30]);
  });
});
