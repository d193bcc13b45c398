import { describe, expect, it } from 'vitest';
import { isInside } from '@walkout/contracts';
import type { StoreLayout } from '@walkout/contracts';
import { BODY_RADIUS, findPath, isStraightFree } from './find-path.ts';
import { clearanceAt, createFloorPlan, wallsOf } from './floor-plan.ts';

/** A room of 4 x 3 m with a block from its south wall to 0.9 m before its north wall; a door in the west of the south wall. */
const layout: StoreLayout = {
  version: 1, store: 's', name: 's', currency: 'EUR', floor: [[0, 0], [4, 0], [4, 3], [0, 3]],
  cameras: [], gates: [{ id: 'door', kind: 'entry', from: [0.5, 0], to: [1.5, 0] }],
  fixtures: [{ id: 'f', name: 'f', footprint: [[1.9, 0], [2.1, 0], [2.1, 2.1], [1.9, 2.1]], height: 1 }],
  shelves: [], taxClasses: [], products: [], planogram: [],
};
const plan = createFloorPlan(layout);

describe('the floor', () => {
  it('is inside its outline', () => {
    expect(isInside(layout.floor, [1, 1])).toBe(true);
    expect(isInside(layout.floor, [-0.1, 1])).toBe(false);
    expect(isInside([], [0, 0])).toBe(false);
  });
  it('has walls with a gap at the gate', () => {
    expect(wallsOf(layout)).toEqual([
      [[0, 0], [0.5, 0]], [[1.5, 0], [4, 0]], [[4, 0], [4, 3]], [[4, 3], [0, 3]], [[0, 3], [0, 0]],
    ]);
  });
  it('has room before walls, none in fixtures and beyond walls, and ground before the gate', () => {
    expect(clearanceAt(plan, [1.02, 1.52])).toBeCloseTo(0.85, 1);
    expect(clearanceAt(plan, [2, 1])).toBe(0);
    expect(clearanceAt(plan, [3, 4])).toBe(0);
    expect(clearanceAt(plan, [1, -0.5])).toBeGreaterThan(0.4);
    expect(clearanceAt(plan, [100, 100])).toBe(0);
  });
});

describe('a path', () => {
  it('leads around a fixture and keeps its distance', () => {
    const path = findPath(plan, { from: [1, 0.5], to: [3, 0.5], people: [] });
    expect(path.at(-1)).toEqual([3, 0.5]);
    expect(Math.max(...path.map(([, y]) => y))).toBeGreaterThan(2.3);
    for (const point of path) expect(clearanceAt(plan, point)).toBeGreaterThanOrEqual(BODY_RADIUS - 0.001);
  });
  it('gives people room', () => {
    const free = findPath(plan, { from: [1, 0.4], to: [1, 2.6], people: [] });
    const crowded = findPath(plan, { from: [1, 0.4], to: [1, 2.6], people: [[1, 1.5]] });
    const gap = (path: typeof free) => Math.min(...path.map(([x, y]) => Math.hypot(x - 1, y - 1.5)));
    expect(gap(free)).toBeLessThan(0.2);
    expect(gap(crowded)).toBeGreaterThan(0.45);
  });
  it('is empty where there is no way', () => {
    expect(findPath(plan, { from: [1, 1], to: [2, 1], people: [] })).toEqual([]);
    expect(findPath(plan, { from: [1, 1], to: [50, 1], people: [] })).toEqual([]);
  });
  it('is straight where nothing is between', () => {
    expect(isStraightFree(plan, [0.5, 0.5], [1.4, 2.5])).toBe(true);
    expect(isStraightFree(plan, [1, 0.5], [3, 0.5])).toBe(false);
  });
});
