import { describe, expect, it } from 'vitest';
import { boxOf, predictBox, startBox, updateBox } from './box-filter.ts';

describe('box filter', () => {
  it('stays where it was seen once', () => {
    expect(boxOf(predictBox(startBox([10, 20, 30, 60]), 0.5))).toEqual([10, 20, 30, 60]);
  });
  it('learns a steady walk from frames that come unevenly', () => {
    let state = startBox([0, 0, 40, 100]);
    let at = 0;
    for (const step of [0.1, 0.3, 0.05, 0.15, 0.1, 0.2, 0.1]) {
      at += step;
      state = updateBox(predictBox(state, step), [80 * at, 0, 40, 100]);
    }
    expect(boxOf(predictBox(state, 0.5))[0]).toBeCloseTo(80 * (at + 0.5), 0);
  });
  it('is the same after one long step or two halves', () => {
    const state = updateBox(predictBox(startBox([0, 0, 40, 100]), 0.1), [8, 0, 40, 100]);
    expect(boxOf(predictBox(predictBox(state, 0.2), 0.2))[0]).toBeCloseTo(boxOf(predictBox(state, 0.4))[0], 9);
  });
  it('never shrinks to nothing', () => {
    const shrinking = updateBox(predictBox(startBox([0, 0, 40, 100]), 0.1), [0, 0, 4, 10]);
    const [, , width, height] = boxOf(predictBox(shrinking, 60));
    expect(Math.min(width, height)).toBe(1);
  });
});
