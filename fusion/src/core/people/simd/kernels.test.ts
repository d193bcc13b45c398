import { KEYPOINT, lookAt } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import { describe, expect, it } from 'vitest';
import { beginInto, elapse, FILTER, ROW } from '../landmark-filter.ts';
import type { FilterRow } from '../landmark-filter.ts';
import { PEOPLE_DEFAULTS } from '../options.ts';
import { RAY } from '../sighting.ts';
import type { PersonSighting } from '../sighting.ts';
import { createView } from '../view.ts';
import { evidenceOf, makeFilters, makeRays, measureInto, says, seeInto, sizes } from './kernels.ts';
import type { KernelNumbers } from './pool.ts';

const VIEW = createView({ id: 'c', imageSize: { width: 640, height: 360 }, calibration: { focal: [300, 300], principal: [320, 180], distortion: [0, 0, 0, 0, 0], cameraFromStore: lookAt([0, 0, 3], [1, 0, 0]) } }, PEOPLE_DEFAULTS)!;
const SURE_VIEW = { ...VIEW, angle: 0 };
/** A ray of a nose of confidence 1 is as vague as this, m², where pixels leave nothing open. */
const NOSE_VARIANCE = 0.015 ** 2;
const NO_LIMIT = 1e6;
const NOW = { time: elapse(0, { x: 0, y: 0 }), limit: NO_LIMIT };

const sighting = (origin: StorePoint, ...seen: readonly { column: number; direction: StorePoint; confidence?: number }[]): PersonSighting => {
  const rays = makeRays();
  for (const { column, direction: [x, y, z], confidence = 1 } of seen) {
    for (const [row, value] of [[RAY.x, x], [RAY.y, y], [RAY.z, z], [RAY.confidence, confidence]] as const) rays[row + column] = value;
  }
  return { view: SURE_VIEW, at: 0, track: 1, score: 1, appearance: undefined, isBox: false, origin, rays };
};
/** Noses and more at (1, 2, 1), each sure to 10 cm. */
function filtersAt(...columns: number[]): KernelNumbers {
  const filters = makeFilters();
  for (const column of columns) beginInto(filters, column, { point: [1, 2, 1], velocity: [0, 0, 0], covariance: [0.01, 0, 0, 0.01, 0, 0.01] });
  return filters;
}
const read = (filters: Float32Array, column: number, ...rows: FilterRow[]): number[] => rows.map((row) => filters[FILTER[row] * ROW + column]!);
const close = (...values: number[]) => values.map((value) => expect.closeTo(value, 6));
const DOWN: StorePoint = [0, 0, -1];

describe('a ray', () => {
  it('says where a point is across itself, and nothing along', () => {
    const filters = filtersAt(0);
    measureInto(filters, sighting([1.1, 2, 3], { column: 0, direction: DOWN }), { limit: NO_LIMIT });
    const gain = 0.01 / (0.01 + NOSE_VARIANCE);
    expect(read(filters, 0, 'x', 'y', 'z')).toEqual(close(1 + 0.1 * gain, 2, 1));
    expect(read(filters, 0, 'axx', 'ayy', 'azz', 'axy')).toEqual(close(0.01 * (1 - gain), 0.01 * (1 - gain), 0.01, 0));
    expect(says[0]).toBeCloseTo(1, 6);
  });

  it.each([0, 3, 4, 16])('changes the filter of its own column alone (%i)', (column) => {
    const [filters, before] = [filtersAt(0, 3, 4, 16), filtersAt(0, 3, 4, 16)];
    measureInto(filters, sighting([1.1, 2, 3], { column, direction: DOWN }), { limit: NO_LIMIT });
    for (const other of [0, 3, 4, 16]) expect(read(filters, other, 'x')[0] === 1).toBe(other !== column);
    expect(filters.length).toBe(before.length);
  });

  it('through the very point moves it nowhere and makes it surer across', () => {
    for (const direction of [DOWN, [1, 0, 0], [0, -1, 0]] as StorePoint[]) {
      const filters = filtersAt(0);
      measureInto(filters, sighting([1 - direction[0], 2 - direction[1], 1 - direction[2]], { column: 0, direction }), { limit: NO_LIMIT });
      expect(read(filters, 0, 'x', 'y', 'z')).toEqual(close(1, 2, 1));
      const variances = read(filters, 0, 'axx', 'ayy', 'azz');
      for (const axis of [0, 1, 2]) expect(variances[axis]! < 0.001).toBe(direction[axis] === 0);
    }
  });

  it('has the less say the further off it passes, and beyond the limit none and changes nothing', () => {
    const variance = 0.01 + NOSE_VARIANCE;
    const far = (deviations: number) => sighting([1 + deviations * Math.sqrt(variance), 2, 3], { column: 0, direction: DOWN });
    const filters = filtersAt(0);
    measureInto(filters, far(3.1), { limit: 3 });
    expect([says[0], filters]).toEqual([0, filtersAt(0)]);
    measureInto(filters, far(1.5), { limit: 3 });
    expect(says[0]).toBeCloseTo((1 - 0.25) ** 2, 5);
  });

  it('of an unknown point, or not seen, changes nothing', () => {
    const filters = filtersAt(0);
    measureInto(filters, sighting([1.1, 2, 3], { column: 1, direction: DOWN }, { column: 0, direction: DOWN, confidence: 0 }), { limit: NO_LIMIT });
    expect([says[0], says[1], filters]).toEqual([0, 0, filtersAt(0)]);
  });

  it('to the floor below moves a point on the floor and not in height', () => {
    const filters = filtersAt(0);
    const slant = Math.SQRT1_2;
    // Meets the floor at (1.2, 2).
    measureInto(filters, sighting([-1.8, 2, 3], { column: 0, direction: [slant, 0, -slant] }), { limit: NO_LIMIT, onFloor: true });
    const [x, y, z] = read(filters, 0, 'x', 'y', 'z');
    expect(x).toBeGreaterThan(1.19);
    expect([y, z]).toEqual(close(2, 1));
  });
});

describe('filters under a thousand rays', () => {
  it('stay covariances', () => {
    const filters = filtersAt(0);
    for (let step = 0; step < 1000; step++) {
      const [a, b] = [step * 0.7, step * 1.3];
      const direction: StorePoint = [Math.cos(a) * Math.cos(b), Math.sin(a) * Math.cos(b), Math.sin(b)];
      seeInto(filters, sighting([1 - 3 * direction[0] + 0.01 * Math.sin(step), 2 - 3 * direction[1], 1 - 3 * direction[2]], { column: 0, direction }), { ...NOW, time: elapse(0.03, { x: 0, y: 0 }) });
    }
    const [xx, xy, xz, yy, yz, zz] = read(filters, 0, 'axx', 'axy', 'axz', 'ayy', 'ayz', 'azz') as [number, number, number, number, number, number];
    for (const [x, y, z] of [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0.8, 0], [0, -0.6, 0.8]] as const) {
      expect(x * (x * xx + 2 * y * xy + 2 * z * xz) + y * (y * yy + 2 * z * yz) + z * z * zz).toBeGreaterThan(0);
    }
  });

  it('learn how fast a point goes', () => {
    const filters = filtersAt(0);
    for (let step = 1; step <= 40; step++) {
      const x = 1 + step * 0.05;
      seeInto(filters, sighting([x, 2, 3], { column: 0, direction: DOWN }), { ...NOW, time: elapse(0.05, { x: 0, y: 0 }) });
    }
    expect(read(filters, 0, 'vx')[0]).toBeGreaterThan(0.8);
    expect(read(filters, 0, 'x')[0]).toBeCloseTo(3, 1);
  });
});

describe('bones', () => {
  const [elbow, shoulder] = [KEYPOINT.right_elbow, KEYPOINT.right_shoulder];
  const arm = (length: number): KernelNumbers => {
    const filters = filtersAt(shoulder);
    filters.fill(LONG, FILTER.length * ROW);
    beginInto(filters, elbow, { point: [1, 2, 1 - length], velocity: [0, 0, 0], covariance: [0.01, 0, 0, 0.01, 0, 0.01] });
    return filters;
  };
  /** As long the bones are to be. */
  const LONG = 0.3;

  it('are pulled to their lengths at the far end, as far as either end and they themselves leave it open', () => {
    const filters = arm(0.4);
    seeInto(filters, sighting([0, 0, 3]), NOW);
    const gain = 0.01 / (0.01 + 0.01 + 0.05 ** 2);
    expect(sizes[elbow]).toBeCloseTo(0.4, 6);
    expect(read(filters, elbow, 'x', 'y', 'z')).toEqual(close(1, 2, 0.6 + 0.1 * gain));
    expect(read(filters, shoulder, 'x', 'y', 'z')).toEqual(close(1, 2, 1));
    expect(read(filters, elbow, 'axx', 'azz')).toEqual(close(0.01, 0.01 * (1 - gain)));
  });

  it('are left alone where an end is not known, or where they are seen end on', () => {
    const filters = arm(0.05);
    seeInto(filters, sighting([0, 0, 3]), NOW);
    expect(filters).toEqual(arm(0.05));
    const alone = filtersAt(elbow);
    seeInto(alone, sighting([0, 0, 3]), NOW);
    expect(alone).toEqual(filtersAt(elbow));
  });
});

describe('evidence', () => {
  const terms = { time: elapse(0, { x: 0, y: 0 }), slack2: 0.01, density: 0.15, stray: 0.05 };

  it('is the log-likelihood of each ray, weighed by its confidence', () => {
    const seen = sighting([1.1, 2, 3], { column: 0, direction: DOWN, confidence: 0.5 }, { column: 9, direction: DOWN, confidence: 0.8 });
    const variance = 0.01 + NOSE_VARIANCE / 0.5 + 0.01;
    const expected = 0.5 * Math.log((0.15 * Math.exp(-0.01 / variance / 2)) / variance + 0.05);
    const { sum, weight } = evidenceOf(filtersAt(0), seen, terms);
    expect([sum, weight]).toEqual(close(expected, 0.5));
  });

  it('of a ray far off is that of a stray', () => {
    const { sum } = evidenceOf(filtersAt(16), sighting([5, 2, 3], { column: 16, direction: DOWN }), terms);
    expect(sum).toBeCloseTo(Math.log(0.05), 2);
  });

  it('is none of nobody', () => {
    expect(evidenceOf(makeFilters(), sighting([0, 0, 3], { column: 0, direction: DOWN }), terms)).toEqual({ sum: 0, weight: 0 });
  });
});
