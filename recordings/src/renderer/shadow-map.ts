import { cross, dot, normalise } from '@walkout/contracts';
import type { Vector3 } from '@walkout/contracts';
import type { Target } from './rasterise.ts';
import { createTarget, rasteriseInto } from './rasterise.ts';

/** A ball around everything that throws or takes shadow, store frame, metres. */
export interface Extent {
  readonly centre: Vector3;
  readonly radius: number;
}

/** What a far light sees: for each place across its rays, how near to the light the first surface is. */
export interface ShadowMap {
  readonly target: Target;
  /** Rows of four: store point to map x, map y, nearness to the light (metres, positive within the extent). */
  readonly rows: Float64Array;
}

/** An empty map for a light in a direction (from the floor to the light, length 1). */
export function createShadowMap(direction: Vector3, extent: Extent, size: number): ShadowMap {
  const across = normalise(cross(Math.abs(direction[2]) > 0.99 ? [0, 1, 0] : [0, 0, 1], direction));
  const up = cross(direction, across);
  const pixels = size / (2 * extent.radius);
  const row = (axis: Vector3, factor: number, middle: number) => [
    axis[0] * factor, axis[1] * factor, axis[2] * factor, middle - dot(axis, extent.centre) * factor,
  ];
  const rows = Float64Array.from([...row(across, pixels, size / 2), ...row(up, pixels, size / 2), ...row(direction, 1, extent.radius + 0.01)]);
  return { target: createTarget(size, size), rows };
}

/** Draws a mesh into a map, both sides of its triangles. */
export function castInto({ target, rows }: ShadowMap, positions: Float32Array, corners: Uint32Array): void {
  const screen = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    for (let row = 0; row < 3; row++) {
      const from = row * 4;
      screen[at + row] = rows[from]! * positions[at]! + rows[from + 1]! * positions[at + 1]! + rows[from + 2]! * positions[at + 2]! + rows[from + 3]!;
    }
  }
  rasteriseInto(target, { screen, corners, firstFace: 1, cull: false });
}

/** Which place of a map a store point falls on, and how near to the light it is, metres as in the map. */
export function shadowPlaceOf({ rows }: ShadowMap, point: Float64Array) {
  const x = point[0]!;
  const y = point[1]!;
  const z = point[2]!;
  const u = rows[0]! * x + rows[1]! * y + rows[2]! * z + rows[3]! - 0.5;
  const v = rows[4]! * x + rows[5]! * y + rows[6]! * z + rows[7]! - 0.5;
  return { column: Math.floor(u), row: Math.floor(v), near: rows[8]! * x + rows[9]! * y + rows[10]! * z + rows[11]! };
}

/**
 * How much of the light reaches a point: 0 none … 1 all, blended over the four nearest places of the map.
 *
 * @param bias metres that a surface may lie below what the map shows before it counts as shadowed
 */
export function lightAt({ target, rows }: ShadowMap, point: Float64Array, bias: number): number {
  const x = point[0]!;
  const y = point[1]!;
  const z = point[2]!;
  const u = rows[0]! * x + rows[1]! * y + rows[2]! * z + rows[3]! - 0.5;
  const v = rows[4]! * x + rows[5]! * y + rows[6]! * z + rows[7]! - 0.5;
  const column = Math.floor(u);
  const row = Math.floor(v);
  const { width, nearness } = target;
  if (column < 0 || row < 0 || column >= width - 1 || row >= width - 1) return 1;
  const at = row * width + column;
  const level = rows[8]! * x + rows[9]! * y + rows[10]! * z + rows[11]! + bias;
  const partX = u - column;
  const upper = (nearness[at]! <= level ? 1 - partX : 0) + (nearness[at + 1]! <= level ? partX : 0);
  const lower = (nearness[at + width]! <= level ? 1 - partX : 0) + (nearness[at + width + 1]! <= level ? partX : 0);
  return upper + (lower - upper) * (v - row);
}
