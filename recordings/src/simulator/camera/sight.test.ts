import { describe, expect, it } from 'vitest';
import { lookAt } from '@walkout/contracts';
import type { Calibration, StoreLayout, StorePoint } from '@walkout/contracts';
import { createSight } from './sight.ts';

const layout = {
  fixtures: [{ id: 'f', name: 'f', footprint: [[2, -1], [3, -1], [3, 1], [2, 1]], height: 1.5 }],
} as unknown as StoreLayout;
const camera: Calibration = {
  focal: [300, 300], principal: [320, 180], distortion: [0, 0, 0, 0, 0], cameraFromStore: lookAt([0, 0, 3], [4, 0, 0]),
};
const see = (point: StorePoint, others: { position: [number, number]; height: number }[] = []) =>
  createSight(layout, camera).isVisible(point, others);

describe('sight', () => {
  it('is free before a fixture and beside it', () => {
    expect(see([1.5, 0, 1])).toBe(true);
    expect(see([5, 4, 0.5])).toBe(true);
  });
  it('is blocked low behind a fixture, not high', () => {
    // The ray to (4, 0, 1) is 1.5 m high at x = 3: just the fixture's height. Lower is hidden, higher is not.
    expect(see([4, 0, 0.8])).toBe(false);
    expect(see([4, 0, 1.2])).toBe(true);
  });
  it('reaches goods within a fixture', () => {
    expect(see([2.3, 0, 1])).toBe(true);
  });
  it('is blocked by a body between, not by one behind or below the line', () => {
    expect(see([1.5, 0, 1], [{ position: [1.2, 0], height: 1.8 }])).toBe(false);
    expect(see([1.5, 0, 1], [{ position: [1.8, 0], height: 1.8 }])).toBe(true);
    expect(see([1.5, 0, 1], [{ position: [0.5, 0], height: 1.8 }])).toBe(true);
  });
});
