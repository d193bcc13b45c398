import { describe, expect, it } from 'vitest';
import { labelOf } from './label-of.ts';

const keypoint = (x: number, y: number, confidence: number) => ({ point: [x, y], confidence }) as const;

describe('labelOf', () => {
  it('brings a frame of twice the size to the picture, and cuts the box at its rim', () => {
    const { box, visibleBox } = labelOf({ box: [1200, -20, 200, 120], score: 0.9 }, [], 2);
    expect(box).toEqual([600, 0, 40, 50]);
    expect(visibleBox).toEqual(box);
  });
  it('asks for people the teacher is sure of only', () => {
    expect(labelOf({ box: [0, 0, 10, 10], score: 0.5 }, [], 1)).not.toHaveProperty('ignore');
    expect(labelOf({ box: [0, 0, 10, 10], score: 0.49 }, [], 1).ignore).toBe(true);
  });
  it('knows keypoints the teacher is sure of and that lie in the picture', () => {
    const person = { box: [0, 0, 10, 10], score: 1 } as const;
    const { keypoints } = labelOf(person, [keypoint(30, 60, 0.3), keypoint(30, 60, 0.29), keypoint(-1, 60, 1), keypoint(30, 1080, 1)], 3);
    expect(keypoints).toEqual([[10, 20, 2], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
  });
});
