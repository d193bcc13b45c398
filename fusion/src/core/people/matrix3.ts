import type { Vector3 } from '@walkout/contracts';

/** A 3 x 3 matrix, row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

export const diagonal = (a: number, b: number, c: number): Matrix3 => [a, 0, 0, 0, b, 0, 0, 0, c];

export const apply = (m: Matrix3, v: Vector3): Vector3 => [
  m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
  m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
  m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
];

/** a + b * factor. */
export const addScaled = (a: Matrix3, b: Matrix3, factor: number): Matrix3 => [
  a[0] + b[0] * factor, a[1] + b[1] * factor, a[2] + b[2] * factor,
  a[3] + b[3] * factor, a[4] + b[4] * factor, a[5] + b[5] * factor,
  a[6] + b[6] * factor, a[7] + b[7] * factor, a[8] + b[8] * factor,
];

export const trace = (m: Matrix3): number => m[0] + m[4] + m[8];

/** By cofactors; `undefined` when the determinant is below 1e-12 of what the diagonal allows. */
export function invert(m: Matrix3): Matrix3 | undefined {
  const c0 = m[4] * m[8] - m[5] * m[7];
  const c1 = m[5] * m[6] - m[3] * m[8];
  const c2 = m[3] * m[7] - m[4] * m[6];
  const determinant = m[0] * c0 + m[1] * c1 + m[2] * c2;
  const size = trace(m) / 3;
  if (!(Math.abs(determinant) > 1e-12 * Math.abs(size * size * size))) return undefined;
  const s = 1 / determinant;
  return [
    c0 * s, (m[2] * m[7] - m[1] * m[8]) * s, (m[1] * m[5] - m[2] * m[4]) * s,
    c1 * s, (m[0] * m[8] - m[2] * m[6]) * s, (m[2] * m[3] - m[0] * m[5]) * s,
    c2 * s, (m[1] * m[6] - m[0] * m[7]) * s, (m[0] * m[4] - m[1] * m[3]) * s,
  ];
}

/** factor * (I - d dᵀ): the part of space across the unit direction d. */
export function across(d: Vector3, factor: number): Matrix3 {
  const [x, y, z] = d;
  return [
    factor * (1 - x * x), -factor * x * y, -factor * x * z,
    -factor * x * y, factor * (1 - y * y), -factor * y * z,
    -factor * x * z, -factor * y * z, factor * (1 - z * z),
  ];
}
