import { describe, expect, it } from 'vitest';
import { assign } from './assign.ts';

describe('assign', () => {
  it('takes nobody, and nothing to do', () => {
    expect(assign([])).toEqual([]);
    expect(assign([[], []])).toEqual([-1, -1]);
  });

  it('gives up the best pair for the best whole', () => {
    // Greedy would take 9 and be left with 1; 8 and 7 together are more.
    expect(assign([[9, 8], [7, 1]])).toEqual([1, 0]);
  });

  it.each([
    ['more columns', [[1, 5, 2]], [1]],
    ['more rows', [[1], [5], [2]], [-1, 0, -1]],
    ['scores that say no', [[-1, 0], [-Infinity, NaN]], [-1, -1]],
    ['a row that nothing suits', [[3, 2], [-5, -5]], [0, -1]],
  ])('bears %s', (_, scores, expected) => {
    expect(assign(scores)).toEqual(expected);
  });

  it('finds what trying all orders finds', () => {
    const scores = Array.from({ length: 5 }, (_, row) => Array.from({ length: 5 }, (_, column) => ((row * 7 + column * 11) * 13) % 17));
    const best = (rows: number[][], used: number[]): number =>
      rows.length === 0 ? 0 : Math.max(...rows[0]!.map((score, c) => (used.includes(c) ? -Infinity : score + best(rows.slice(1), [...used, c]))));
    const total = assign(scores).reduce((sum, column, row) => sum + (column < 0 ? 0 : scores[row]![column]!), 0);
    expect(total).toBe(best(scores, []));
  });
});
