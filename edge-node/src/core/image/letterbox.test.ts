import { describe, expect, it } from 'vitest';
import { areaTaps } from './area-taps.ts';
import { createLetterbox } from './letterbox.ts';
import { boxToFrame, pointToFrame } from './image-map.ts';

const grey = (width: number, values: readonly number[]) => ({
  width, height: values.length / width, pixels: Uint8Array.from(values.flatMap((value) => [value, value, value])),
});
const blues = (pixels: Uint8Array) => [...pixels].filter((_, i) => i % 3 === 0);

describe('areaTaps', () => {
  it('shares a cell that two targets cover', () => {
    const { first, count, weights } = areaTaps(3, 2);
    expect([...first]).toEqual([0, 0]);
    expect(count).toBe(3);
    [2 / 3, 1 / 3, 0, 0, 1 / 3, 2 / 3].forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 6));
  });
});

describe('createLetterbox', () => {
  it('takes the mean of two by two pixels, pads below, and knows the way back', () => {
    const letterbox = createLetterbox({ width: 2, height: 2, anchor: 'top-left', padding: 114 });
    const { pixels, map } = letterbox(grey(4, [0, 10, 100, 200, 20, 30, 100, 201]));
    expect(blues(pixels)).toEqual([15, 150, 114, 114]);
    expect(pointToFrame(map, [1, 0.5])).toEqual([2, 1]);
    expect(boxToFrame(map, [1, 0, 1, 1])).toEqual([2, 0, 2, 2]);
  });

  it('weighs pixels it covers in part, and centres', () => {
    const letterbox = createLetterbox({ width: 2, height: 4, anchor: 'centre', padding: 0 });
    const { pixels, map } = letterbox(grey(3, [30, 60, 90, 30, 60, 90, 30, 60, 90]));
    expect(blues(pixels)).toEqual([0, 0, 40, 80, 40, 80, 0, 0]);
    expect(pointToFrame(map, [0, 1])).toEqual([0, 0]);
  });

  it('keeps colours apart and follows a change of the picture size', () => {
    const letterbox = createLetterbox({ width: 1, height: 1, anchor: 'top-left', padding: 0 });
    expect([...letterbox({ width: 1, height: 1, pixels: Uint8Array.of(1, 2, 3) }).pixels]).toEqual([1, 2, 3]);
    expect([...letterbox({ width: 2, height: 2, pixels: Uint8Array.from({ length: 12 }, (_, i) => i) }).pixels]).toEqual([5, 6, 7]);
  });
});
