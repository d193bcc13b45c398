import { describe, expect, it } from 'vitest';
import { distanceToEdge, isInside } from '../geometry/floor.ts';
import { doubtsIn } from './layout-doubts.ts';
import type { StoreLayout } from './store-layout.ts';

const SQUARE = [[0, 0], [4, 0], [4, 3], [0, 3]] as const;
const LAYOUT: StoreLayout = {
  version: 1, store: 'corner', name: 'Corner store', currency: 'EUR', floor: SQUARE.map((corner) => [...corner]),
  cameras: [{ id: 'north', imageSize: { width: 640, height: 360 } }],
  gates: [{ id: 'door', kind: 'entry', from: [1, 0], to: [2, 0] }],
  fixtures: [{ id: 'wall', name: 'Wall', footprint: [[0, 2.5], [4, 2.5], [4, 3], [0, 3]], height: 1.8 }],
  shelves: [{ id: 's1', name: 'Top', fixture: 'wall', facing: -1.5708, plates: [{ id: 's1-1', centre: [0.5, 2.7, 1.2], width: 0.2, depth: 0.4 }] }],
  taxClasses: [{ id: 'food', name: 'Food', basisPoints: 700 }], products: [], planogram: [],
};
const doubtful = (change: Partial<StoreLayout>) => doubtsIn({ ...LAYOUT, cameras: [], ...change }).map(({ part, id }) => `${part} ${id}`);

describe('a polygon', () => {
  it('holds what is inside it', () => {
    expect(isInside(SQUARE, [2, 1])).toBe(true);
    expect(isInside(SQUARE, [5, 1])).toBe(false);
    expect(isInside(SQUARE, [2, -0.01])).toBe(false);
  });
  it('is as far as its nearest edge, or corner', () => {
    expect(distanceToEdge([2, 1], SQUARE)).toBe(1);
    expect(distanceToEdge([7, 7], SQUARE)).toBe(5); // 3 to the right of and 4 above a corner
  });
});

describe('doubts', () => {
  it('are none of a store as it should be, but of a camera without calibration', () => {
    expect(doubtful({})).toEqual([]);
    expect(doubtsIn(LAYOUT)).toMatchObject([{ part: 'camera', id: 'north' }]);
  });
  it('are told of each thing out of its place', () => {
    expect(doubtful({ fixtures: [{ ...LAYOUT.fixtures[0]!, footprint: [[3, 2], [6, 2], [6, 3], [3, 3]] }] })).toEqual(['fixture wall', 'plate s1-1']);
    expect(doubtful({ gates: [{ id: 'door', kind: 'exit', from: [2, 1.5], to: [2.5, 1.5] }] })).toEqual(['gate door']);
    expect(doubtful({ shelves: [{ ...LAYOUT.shelves[0]!, plates: [{ id: 'p', centre: [1, 1, 1], width: 0.2, depth: 0.2 }] }] })).toEqual(['plate p']);
  });
});
