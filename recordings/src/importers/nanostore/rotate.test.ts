import { describe, expect, it } from 'vitest';
import { outwards, rotate } from './rotate.ts';

const round = (vector: readonly number[]) => vector.map((value) => Math.round(value * 1e9) / 1e9 + 0);

describe('nested frames', () => {
  it('leaves a vector alone without a rotation', () => expect(rotate([1, 2, 3], [0, 0, 0])).toEqual([1, 2, 3]));
  it('turns by the right hand rule', () => {
    expect(round(rotate([1, 0, 0], [0, 0, Math.PI / 2]))).toEqual([0, 1, 0]);
    expect(round(rotate([0, -1, 0], [0, 0, -Math.PI / 2]))).toEqual([-1, 0, 0]);
    expect(round(rotate([0, 1, 0], [Math.PI / 2, 0, 0]))).toEqual([0, 0, 1]);
  });
  it('goes from the innermost frame outwards', () => {
    // In the shelf at (1, 0, 0); the shelf 2 north in the gondola; the gondola turned by a quarter, 5 east.
    const chain = [
      { translation: [5, 0, 0], rotation: [0, 0, Math.PI / 2] },
      { translation: [0, 2, 0], rotation: [0, 0, 0] },
    ] as const;
    expect(round(outwards([1, 0, 0], chain))).toEqual([3, 1, 0]);
    expect(outwards([1, 2, 3], [])).toEqual([1, 2, 3]);
  });
});
