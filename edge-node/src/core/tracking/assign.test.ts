import { describe, expect, it } from 'vitest';
import { assign } from './assign.ts';

const total = (costs: readonly (readonly number[])[], columns: readonly number[]) =>
  columns.reduce((sum, column, row) => sum + (column < 0 ? 0 : costs[row]![column]!), 0);

/** Least cost over all permutations, of a square matrix without forbidden pairs. */
function leastCost(costs: readonly (readonly number[])[], row = 0, used = 0): number {
  if (row === costs.length) return 0;
  let least = Infinity;
  costs[row]!.forEach((cost, column) => {
    if ((used & (1 << column)) === 0) least = Math.min(least, cost + leastCost(costs, row + 1, used | (1 << column)));
  });
  return least;
}

describe('assign', () => {
  it('pairs nobody with nobody', () => {
    expect(assign([])).toEqual([]);
    expect(assign([[], []])).toEqual([-1, -1]);
  });
  it('gives up the best single pair for the best sum', () => {
    expect(assign([[1, 2], [1, 9]])).toEqual([1, 0]);
  });
  it('leaves rows and columns over', () => {
    expect(assign([[5], [1], [3]])).toEqual([-1, 0, -1]);
    expect(assign([[5, 1, 3]])).toEqual([1]);
  });
  it('never makes a forbidden pair, and as many allowed ones as it can', () => {
    expect(assign([[0, Infinity], [0, Infinity]]).toSorted()).toEqual([-1, 0]);
    expect(assign([[0, 100], [0, Infinity]])).toEqual([1, 0]);
  });
  it('costs as little as the best of all permutations', () => {
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647) % 50;
    for (let trial = 0; trial < 60; trial++) {
      const size = 1 + (trial % 6);
      const costs = Array.from({ length: size }, () => Array.from({ length: size }, next));
      expect(total(costs, assign(costs))).toBe(leastCost(costs));
    }
  });
});
