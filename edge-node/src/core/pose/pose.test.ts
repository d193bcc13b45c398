import { describe, expect, it } from 'vitest';
import { KEYPOINT, KEYPOINTS } from '@walkout/contracts';
import { clothingColour } from './clothing-colour.ts';
import { decodeKeypoints } from './decode-keypoints.ts';
import { labOf } from './lab-of.ts';

describe('decodeKeypoints', () => {
  it('brings keypoints to the frame and keeps confidence in [0, 1]', () => {
    const output = new Float32Array(51);
    output.set([10, 20, 0.5, 1, 1, 1.5, NaN, 1, 0.9]);
    const [nose, leftEye, rightEye] = decodeKeypoints(output, { scale: [0.5, 0.5], offset: [100, 200] });
    expect(nose).toEqual({ point: [105, 210], confidence: 0.5 });
    expect(leftEye!.confidence).toBe(1);
    expect(rightEye).toEqual({ point: [100, 200], confidence: 0 });
  });
});

describe('labOf', () => {
  // Reference values: http://www.brucelindbloom.com, sRGB, D65.
  it.each([
    [[255, 255, 255], [100, 0, 0]],
    [[0, 0, 0], [0, 0, 0]],
    [[0, 0, 255], [53.24, 80.09, 67.2]],
    [[255, 0, 0], [32.3, 79.19, -107.86]],
  ])('of blue, green, red %j is %j', ([blue, green, red], expected) => {
    labOf(blue!, green!, red!).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 1));
  });
});

describe('clothingColour', () => {
  // White above row 20, black below.
  const picture = { width: 20, height: 40, pixels: Uint8Array.from({ length: 2400 }, (_, i) => (i < 1200 ? 255 : 0)) };
  const person = (confidence: number, dx = 0) => {
    const keypoints = KEYPOINTS.map(() => ({ point: [0, 0] as readonly [number, number], confidence }));
    const place = (name: 'shoulder' | 'hip' | 'knee', y: number) => {
      keypoints[KEYPOINT[`left_${name}`]] = { point: [15 + dx, y], confidence };
      keypoints[KEYPOINT[`right_${name}`]] = { point: [5 + dx, y], confidence };
    };
    place('shoulder', 2);
    place('hip', 20);
    place('knee', 38);
    return keypoints;
  };
  it('is white above and black below', () => {
    [1, 0.5, 0.5, 0, 0.5, 0.5].forEach((value, i) => expect(clothingColour(picture, person(1))![i]).toBeCloseTo(value, 3));
  });
  it('is not known where keypoints are not seen, or outside the picture', () => {
    expect(clothingColour(picture, person(0.1))).toBeUndefined();
    expect(clothingColour(picture, person(1, 12))).toBeUndefined();
  });
});
