import { describe, expect, it } from 'vitest';
import type { Shelf } from '@walkout/contracts';
import { loadShares, standingShares } from './load-shares.ts';

const shelf: Shelf = {
  id: 's', name: 's', fixture: 'f', facing: 0,
  plates: [0, 1, 2, 3].map((index) => ({ id: `p${index}`, centre: [0, index * 0.3, 1], width: 0.3, depth: 0.4 })),
};
const sum = (shares: Float64Array) => shares.reduce((total, share) => total + share, 0);

describe('load shares', () => {
  it('leave nearly all of an item in the middle of a plate to that plate', () => {
    const shares = loadShares(shelf, 0.3, 0.08);
    expect(shares[1]).toBeCloseTo(1 - 2 * 0.016, 3);
    expect(shares[0]).toBeCloseTo(0.016, 3);
    expect(shares[2]).toBeCloseTo(0.016, 3);
    expect(shares[3]).toBeCloseTo(0, 3);
  });
  it('halve an item that stands on the border', () => {
    const shares = loadShares(shelf, 0.45, 0.08);
    expect(shares[1]).toBeCloseTo(shares[2]!, 6);
    expect(shares[1]).toBeGreaterThan(0.48);
  });
  it('spread a wide item over three plates', () => {
    const shares = loadShares(shelf, 0.3, 0.5);
    expect(shares[1]).toBeCloseTo(0.6, 1);
    expect(shares[0]).toBeCloseTo(0.2, 1);
  });
  it('add up to one within the shelf and to less over its end', () => {
    expect(sum(loadShares(shelf, 0.37, 0.1))).toBeCloseTo(1, 3);
    expect(sum(loadShares(shelf, -0.15, 0.1))).toBeCloseTo(0.5, 1);
  });
  it('add up to one for what stands there, over the end too', () => {
    const over = standingShares(shelf, -0.1, 0.2);
    expect(sum(over)).toBeCloseTo(1, 6);
    expect(over[0]).toBeCloseTo(1 - 0.016, 3);
  });
});
