import { describe, expect, it } from 'vitest';
import { containedTax } from './contained-tax.ts';

describe('tax contained in a gross amount', () => {
  it('is nothing of nothing, and nothing at a rate of zero', () => {
    expect(containedTax(0, 1900)).toBe(0);
    expect(containedTax(1234, 0)).toBe(0);
  });
  it('is 19 of 119 at 19 %', () => expect(containedTax(119, 1900)).toBe(19));
  it('rounds down below the half', () => expect(containedTax(100, 1900)).toBe(16)); // 15.966
  it('rounds down 0.065 and up 6.54', () => {
    expect(containedTax(1, 700)).toBe(0);
    expect(containedTax(100, 700)).toBe(7); // 6.542
  });
  it('rounds a half up', () => expect(containedTax(3, 2000)).toBe(1)); // 3 * 2000 / 12000 = 0.5
  it('is exact where a double is not', () => {
    expect(containedTax(9_007_199_254_740_991, 10_000)).toBe(4_503_599_627_370_496);
  });
});
