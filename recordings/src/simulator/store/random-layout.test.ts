import { describe, expect, it } from 'vitest';
import { parseLayout } from '@walkout/contracts';
import { BODY_RADIUS } from '../floor/find-path.ts';
import { clearanceAt, createFloorPlan } from '../floor/floor-plan.ts';
import { randomLayout } from './random-layout.ts';

describe('a random store', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('fits its schema and leaves room before every shelf: seed %i', (seed) => {
    const layout = randomLayout(seed);
    expect(parseLayout(JSON.parse(JSON.stringify(layout)), 'random')).toEqual(layout);
    expect(layout.products.length).toBeGreaterThanOrEqual(25);
    const floor = createFloorPlan(layout);
    for (const { facing, plates } of layout.shelves) {
      const { centre, depth } = plates[Math.floor(plates.length / 2)]!;
      const out = depth / 2 + 0.5;
      expect(clearanceAt(floor, [centre[0] + Math.cos(facing) * out, centre[1] + Math.sin(facing) * out])).toBeGreaterThan(BODY_RADIUS);
    }
  });
  it('has as many cameras as asked for, each by another name', () => {
    for (const cameras of [4, 8, 20] as const) expect(new Set(randomLayout(5, { area: 110, cameras }).cameras.map(({ id }) => id)).size).toBe(cameras);
  });
  it('is the same for the same seed and another for another', () => {
    expect(randomLayout(5)).toEqual(randomLayout(5));
    expect(randomLayout(5)).not.toEqual(randomLayout(6));
  });
});
