import { describe, expect, it } from 'vitest';
import { decodeBoxes } from './decode-boxes.ts';
import { decodeYolox } from './decode-yolox.ts';
import { intersectionOverUnion } from './intersection-over-union.ts';
import { suppressOverlaps } from './suppress-overlaps.ts';

const DOUBLE = { scale: [2, 2], offset: [0, 0] } as const;

describe('intersectionOverUnion', () => {
  it('is 1 for the same box, 0 for boxes that only touch, 1/7 for a quarter shared', () => {
    expect(intersectionOverUnion([0, 0, 2, 2], [0, 0, 2, 2])).toBe(1);
    expect(intersectionOverUnion([0, 0, 2, 2], [2, 0, 2, 2])).toBe(0);
    expect(intersectionOverUnion([0, 0, 2, 2], [1, 1, 2, 2])).toBeCloseTo(1 / 7, 12);
  });
  it('is 0 where there is no area or no number', () => {
    expect(intersectionOverUnion([0, 0, 0, 0], [0, 0, 0, 0])).toBe(0);
    expect(intersectionOverUnion([NaN, 0, 2, 2], [0, 0, 2, 2])).toBe(0);
  });
});

describe('suppressOverlaps', () => {
  const options = { maximumOverlap: 0.5, maximumCount: 2 };
  it('keeps nothing of nothing', () => expect(suppressOverlaps([], options)).toEqual([]));
  it('drops the lower of two on one person, keeps its neighbour, and no more than allowed', () => {
    const low = { box: [1, 0, 10, 10], score: 0.6 } as const;
    const high = { box: [0, 0, 10, 10], score: 0.9 } as const;
    const beside = { box: [20, 0, 10, 10], score: 0.5 } as const;
    const far = { box: [90, 0, 10, 10], score: 0.4 } as const;
    expect(suppressOverlaps([low, far, beside, high], options)).toEqual([high, beside]);
  });
});

describe('decodeBoxes', () => {
  const options = { map: DOUBLE, minimumScore: 0.3 };
  it('brings boxes to the frame and leaves low scores out', () => {
    const boxes = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect(decodeBoxes(boxes, Float32Array.of(0.5, 0.25), options)).toEqual([{ box: [2, 4, 6, 8], score: 0.5 }]);
  });
  it('leaves out what is no box', () => {
    const boxes = Float32Array.of(NaN, 0, 1, 1, 0, 0, 0, 5, 0, 0, 1, 1);
    expect(decodeBoxes(boxes, Float32Array.of(1, 1, NaN), options)).toEqual([]);
  });
});

describe('decodeYolox', () => {
  // Input 32 x 32: 16 cells of stride 8, 4 of 16, 1 of 32.
  const input = { width: 32, height: 32 };
  const options = { map: DOUBLE, minimumScore: 0.3 };
  const output = () => new Float32Array(21 * 85);
  it('finds nobody where nothing is', () => expect(decodeYolox(output(), input, options)).toEqual([]));
  it('adds the cell and multiplies by its stride', () => {
    const raw = output();
    // Cell 16 + 3 is column 1, row 1 of stride 16: centre ((1 + 0.5) * 16, (1 + 0.25) * 16), 16 wide, 32 high.
    raw.set([0.5, 0.25, 0, Math.log(2), 0.8, 0.5], 19 * 85);
    const [person] = decodeYolox(raw, input, options);
    [32, 8, 32, 64].forEach((value, i) => expect(person!.box[i]).toBeCloseTo(value, 4));
    expect(person!.score).toBeCloseTo(0.4, 6);
  });
  it('reads people only', () => {
    const raw = output();
    raw.set([0, 0, 0, 0, 1, 0, 1], 0);
    expect(decodeYolox(raw, input, options)).toEqual([]);
  });
});
