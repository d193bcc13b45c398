import { describe, expect, it } from 'vitest';
import { advanceInto, beginInto, elapse, FILTER_SIZE, meanVariance, meanVarianceAfter, measureInto, varianceAlong } from './landmark-filter.ts';

const AGILITY = 3;
const STILL = [0, 0] as const;

/** A filter at (1, 2, 1), sure to 10 cm, as the second of two in its array. */
function begin(velocity: readonly number[] = [0, 0, 0]): Float64Array {
  const filters = new Float64Array(2 * FILTER_SIZE);
  beginInto(filters, FILTER_SIZE, { point: [1, 2, 1], velocity, covariance: [0.01, 0, 0, 0.01, 0, 0.01] });
  return filters;
}
const AT = FILTER_SIZE;
const advance = (filters: Float64Array, seconds: number, drift: readonly [number, number] = STILL) =>
  advanceInto(filters, AT, elapse(seconds, drift), AGILITY);
const point = (filters: Float64Array) => [...filters.slice(AT, AT + 3)];
const close = (...values: number[]) => values.map((value) => expect.closeTo(value, 9));

/** The matrix that the six numbers from a place on stand for. */
const symmetric = (state: Float64Array, from: number) => {
  const [xx, xy, xz, yy, yz, zz] = state.slice(from, from + 6) as unknown as [number, number, number, number, number, number];
  return [[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]];
};

describe('landmark filter', () => {
  it('goes with its body when it does not move itself', () => {
    const filters = begin([1, 0, 0]);
    advance(filters, 0.5, [1, 0]);
    expect(point(filters)).toEqual(close(1.5, 2, 1));
  });

  it('leaves its neighbours in the array alone', () => {
    const filters = begin();
    advance(filters, 0.1);
    measureInto(filters, AT, { x: 1, y: 0, z: 0, residual: 0.2, variance: 0.01 });
    expect([...filters.slice(0, FILTER_SIZE)]).toEqual(new Array(FILTER_SIZE).fill(0));
  });

  it('moves half-way to a measurement as sure as itself, and along it only', () => {
    const filters = begin();
    measureInto(filters, AT, { x: 0, y: 1, z: 0, residual: 0.2, variance: 0.01 });
    expect(point(filters)).toEqual(close(1, 2.1, 1));
    expect(symmetric(filters, AT + 6)).toEqual([close(0.01, 0, 0), close(0, 0.005, 0), close(0, 0, 0.01)]);
  });

  it('measures across its axes as along them', () => {
    const half = Math.SQRT1_2;
    const filters = begin();
    measureInto(filters, AT, { x: half, y: half, z: 0, residual: 0.2, variance: 0.01 });
    expect(point(filters)).toEqual(close(1 + 0.1 * half, 2 + 0.1 * half, 1));
    expect(varianceAlong(filters, AT, { x: half, y: half, z: 0 })).toBeCloseTo(0.005, 12);
    expect(varianceAlong(filters, AT, { x: half, y: -half, z: 0 })).toBeCloseTo(0.01, 12);
  });

  it('is less sure the longer it is not seen, as it says beforehand', () => {
    const filters = begin();
    const soon = meanVarianceAfter(filters, AT, elapse(0.1, STILL), AGILITY);
    expect(meanVarianceAfter(filters, AT, elapse(0.5, STILL), AGILITY)).toBeGreaterThan(soon);
    advance(filters, 0.1);
    expect(meanVariance(filters, AT)).toBeCloseTo(soon, 12);
  });

  it('comes to the same in one step as in two', () => {
    const [once, twice] = [begin([0.3, -0.2, 0.1]), begin([0.3, -0.2, 0.1])];
    advance(once, 0.2, [0.5, 0]);
    advance(twice, 0.08, [0.5, 0]);
    advance(twice, 0.12, [0.5, 0]);
    expect([...twice]).toEqual([...once].map((value) => expect.closeTo(value, 9)));
  });

  it('learns the velocity of what moves evenly', () => {
    const filters = begin();
    for (let step = 1; step <= 40; step++) {
      advance(filters, 0.05);
      for (const axis of [0, 1, 2]) {
        const [x, y, z] = [0, 1, 2].map((other) => (other === axis ? 1 : 0)) as [number, number, number];
        const truth = [1 + step * 0.05, 2, 1][axis]!;
        measureInto(filters, AT, { x, y, z, residual: truth - filters[AT + axis]!, variance: 1e-4 });
      }
    }
    expect(filters[AT + 3]).toBeGreaterThan(0.8);
    expect(point(filters)[0]).toBeCloseTo(3, 1);
  });

  it('stays a covariance through a thousand rays of all directions', () => {
    const filters = begin();
    for (let step = 0; step < 1000; step++) {
      advance(filters, 0.03);
      const [a, b] = [step * 0.7, step * 1.3];
      measureInto(filters, AT, { x: Math.cos(a) * Math.cos(b), y: Math.sin(a) * Math.cos(b), z: Math.sin(b), residual: 0.01 * Math.sin(step), variance: 1e-4 });
    }
    for (const [x, y, z] of [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0.8, 0], [0, -0.6, 0.8]] as const) {
      expect(varianceAlong(filters, AT, { x, y, z })).toBeGreaterThan(0);
    }
  });
});
