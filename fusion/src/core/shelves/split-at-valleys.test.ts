import { describe, expect, it } from 'vitest';
import { splitAtValleys } from './split-at-valleys.ts';

/** Parts of a group with these changes of the cells 0, 1, 2 …, as the cells in each. */
const parts = (grams: readonly number[]) =>
  splitAtValleys(grams.map((change, cell) => ({ cell, grams: change, error: 1, startedAt: 0, settledAt: 1, isFaint: false })), 12).map((part) => part.map(({ cell }) => cell));

describe('split at valleys', () => {
  it('leaves nothing, one cell and one load as they are', () => {
    expect(parts([])).toEqual([[]]);
    expect(parts([-50])).toEqual([[0]]);
    expect(parts([-18, -57, -25, 2])).toEqual([[0, 1, 2, 3]]);
  });

  it('parts two hands, the valley going to the heavier side', () => {
    expect(parts([-1059, -17, -22, -1141, -19])).toEqual([[0], [1, 2, 3, 4]]);
    expect(parts([-103, -2, -5, -283, -5])).toEqual([[0], [1, 2, 3, 4]]);
    expect(parts([-300, -4, 90])).toEqual([[0, 1], [2]]);
  });

  it('parts three hands', () => expect(parts([-100, -1, -100, -1, -100])).toEqual([[0, 1], [2, 3], [4]]));

  it('takes the bending of the board for no second load', () => expect(parts([-2000, -5, -40])).toEqual([[0, 1, 2]]));

  it('keeps what was shifted to the next plate together', () => expect(parts([-200, 200])).toEqual([[0, 1]]));
});
