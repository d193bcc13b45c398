import { describe, expect, it } from 'vitest';
import { beginInto, elapse, FILTER, forgetIn, meanVariance, meanVarianceAfter, measureHeightInto, pointAfter, ROW } from './landmark-filter.ts';
import type { FilterRow } from './landmark-filter.ts';
import { advanceInto, makeFilters } from './simd/kernels.ts';
import type { KernelNumbers } from './simd/pool.ts';
import { AGILITIES } from './skeleton.ts';

const STILL = { x: 0, y: 0 };
/** A column, neither the first nor the last of a group of four. */
const AT = 5;

/** A filter at (1, 2, 1), sure to 10 cm. */
function begin(velocity: readonly number[] = [0, 0, 0]): KernelNumbers {
  const filters = makeFilters();
  beginInto(filters, AT, { point: [1, 2, 1], velocity, covariance: [0.01, 0, 0, 0.01, 0, 0.01] });
  return filters;
}
const read = (filters: Float32Array, ...rows: FilterRow[]): number[] => rows.map((row) => filters[FILTER[row] * ROW + AT]!);
const close = (...values: number[]) => values.map((value) => expect.closeTo(value, 6));

describe('landmark filter', () => {
  it('goes with its body when it does not move itself', () => {
    const filters = begin([1, 0, 0]);
    advanceInto(filters, elapse(0.5, { x: 1, y: 0 }));
    expect(read(filters, 'x', 'y', 'z', 'vx')).toEqual(close(1.5, 2, 1, 1));
  });

  it('loses what it moves besides, by e in a fifth of a second', () => {
    const filters = begin([0, 1, 0]);
    advanceInto(filters, elapse(0.2, STILL));
    expect(read(filters, 'y', 'vy')).toEqual(close(2 + 0.2 * (1 - Math.exp(-1)), Math.exp(-1)));
  });

  it('is, where it says beforehand, as unsure as it says beforehand, and the less sure the later', () => {
    const filters = begin([0.3, -0.2, 0.1]);
    const [soon, late] = [elapse(0.1, { x: 0.5, y: 0 }), elapse(0.5, STILL)];
    const agility = AGILITIES[AT]!;
    const [variance, point] = [meanVarianceAfter(filters, AT, { time: soon, agility }), pointAfter(filters, AT, soon)];
    expect(meanVarianceAfter(filters, AT, { time: late, agility })).toBeGreaterThan(variance);
    advanceInto(filters, soon);
    expect(meanVariance(filters, AT)).toBeCloseTo(variance, 6);
    expect(read(filters, 'x', 'y', 'z')).toEqual(close(...point));
  });

  it('comes to the same in one step as in two', () => {
    const [once, twice] = [begin([0.3, -0.2, 0.1]), begin([0.3, -0.2, 0.1])];
    const drift = { x: 0.5, y: 0 };
    advanceInto(once, elapse(0.2, drift));
    advanceInto(twice, elapse(0.08, drift));
    advanceInto(twice, elapse(0.12, drift));
    const rows = Object.keys(FILTER) as FilterRow[];
    expect(read(twice, ...rows)).toEqual(close(...read(once, ...rows)));
  });

  it('goes half-way to a height as sure as itself, and in height only', () => {
    const filters = begin();
    measureHeightInto(filters, AT, { height: 1.2, variance: 0.01 });
    expect(read(filters, 'x', 'y', 'z')).toEqual(close(1, 2, 1.1));
    expect(read(filters, 'axx', 'axy', 'axz', 'ayy', 'ayz', 'azz')).toEqual(close(0.01, 0, 0, 0.01, 0, 0.005));
  });

  it('learns from heights how fast it rises, by what binds height and speed', () => {
    const filters = begin();
    for (let step = 1; step <= 40; step++) {
      advanceInto(filters, elapse(0.05, STILL));
      measureHeightInto(filters, AT, { height: 1 + step * 0.05, variance: 1e-4 });
    }
    expect(read(filters, 'vz')[0]).toBeGreaterThan(0.8);
    expect(read(filters, 'z')[0]).toBeCloseTo(3, 1);
  });

  it('begins anew without what was known, and is forgotten by column', () => {
    const filters = begin([1, 1, 1]);
    beginInto(filters, AT + 1, { point: [0, 0, 0], velocity: [0, 0, 0], covariance: [1, 0, 0, 1, 0, 1] });
    beginInto(filters, AT, { point: [3, 3, 3], velocity: [0, 0, 0], covariance: [1, 0.5, 0, 1, 0, 1] });
    expect(read(filters, 'x', 'vx', 'axy', 'bxx', 'cxx', 'known')).toEqual([3, 0, 0.5, 0, 1, 1]);
    forgetIn(filters, AT);
    expect([filters[FILTER.known * ROW + AT], filters[FILTER.known * ROW + AT + 1]]).toEqual([0, 1]);
  });
});
