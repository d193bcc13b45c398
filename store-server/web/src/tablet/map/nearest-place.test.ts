import { describe, expect, it } from 'vitest';
import { nearestPlace } from './nearest-place.ts';

const PLAN = {
  fixtures: [{ id: 'a', name: 'North wall', footprint: [[1, 4], [5, 4], [5, 5], [1, 5]] as [number, number][] }],
  gates: [{ id: 'in', kind: 'entry', from: [0, 0] as const, to: [1, 0] as const }, { id: 'out', kind: 'exit', from: [5, 0] as const, to: [6, 0] as const }],
};

describe('the nearest place', () => {
  it('is nothing in an empty plan', () => expect(nearestPlace({ fixtures: [], gates: [] }, [1, 1])).toBe(''));
  it('is measured to the edge, not to the middle', () => {
    // 1 m below the wall's corner, 3.2 m from the entry's end.
    expect(nearestPlace(PLAN, [1, 3])).toBe('near North wall');
    expect(nearestPlace(PLAN, [1, 1.9])).toBe('near the entry');
    expect(nearestPlace(PLAN, [4.9, 0.4])).toBe('near the exit');
  });
});
