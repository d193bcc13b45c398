import { describe, expect, it } from 'vitest';
import { cropInto, cropMap } from './crop-person.ts';

const picture = { width: 4, height: 2, pixels: Uint8Array.from({ length: 24 }, (_, i) => 10 * i) };
const shapeOf = (width: number, height: number) => ({ width, height, boxScale: 1, padding: 114 });
const crop = (map: { scale: readonly [number, number]; offset: readonly [number, number] }, width: number, height: number) => {
  const pixels = new Uint8Array(3 * width * height);
  cropInto(pixels, picture, { map, shape: shapeOf(width, height) });
  return [...pixels];
};

describe('cropMap', () => {
  it('grows the box around its centre, then its shorter side', () => {
    const shape = { width: 128, height: 160, boxScale: 1.25, padding: 0 };
    // A box 40 x 80 around (120, 140): 100 px high when grown, so 80 px wide.
    expect(cropMap([100, 100, 40, 80], shape)).toEqual({ scale: [0.625, 0.625], offset: [80, 90] });
  });
  it('survives a box without area', () => expect(cropMap([5, 5, 0, 0], shapeOf(8, 8)).scale[0]).toBeGreaterThan(0));
});

describe('cropInto', () => {
  it('copies where crop and picture lie pixel on pixel', () => {
    expect(crop({ scale: [1, 1], offset: [1, 0] }, 2, 1)).toEqual([30, 40, 50, 60, 70, 80]);
  });
  it('mixes four pixels half way between them', () => {
    // (0 + 30 + 120 + 150) / 4 for blue.
    expect(crop({ scale: [1, 1], offset: [0.5, 0.5] }, 1, 1)).toEqual([75, 85, 95]);
  });
  it('is grey outside the picture, and half grey over its rim', () => {
    expect(crop({ scale: [1, 1], offset: [-3, 0] }, 1, 1)).toEqual([114, 114, 114]);
    expect(crop({ scale: [1, 1], offset: [-0.5, 0] }, 1, 1)).toEqual([57, 62, 67]);
  });
});
