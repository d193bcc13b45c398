import type { Vector3 } from '@walkout/contracts';
import type { Triangles } from './rasterise.ts';
import type { Solid } from './scene-description.ts';
import type { View } from './view.ts';
import { NEAR } from './view.ts';

/** Triangles of solids in the store frame: nine numbers each, and the index of the solid they belong to. */
export interface Soup {
  readonly positions: Float32Array;
  readonly owners: Uint32Array;
}

const BOX_CORNERS: readonly Vector3[] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [(i & 1) - 0.5, ((i >> 1) & 1) - 0.5, (i >> 2) - 0.5]);
const BOX_QUADS = [[1, 3, 7, 5], [2, 0, 4, 6], [3, 2, 6, 7], [0, 1, 5, 4], [4, 5, 7, 6], [2, 3, 1, 0]] as const;
const boxTriangles = BOX_QUADS.flatMap(([a, b, c, d]) => [a, b, c, a, c, d].map((corner) => BOX_CORNERS[corner]!));

/** Height (0 bottom … 1 top) and radius (1 the full width) of each ring of a round thing. */
const PROFILES: Record<'bottle' | 'can', readonly (readonly [height: number, radius: number])[]> = {
  bottle: [[0, 1], [0.6, 1], [0.78, 0.42], [1, 0.36]],
  can: [[0, 1], [1, 1]],
};
const SIDES = 12;

function roundTriangles(rings: readonly (readonly [number, number])[]): readonly Vector3[] {
  const corner = ([height, radius]: readonly [number, number], side: number): Vector3 => {
    const angle = (2 * Math.PI * side) / SIDES;
    return [(Math.cos(angle) * radius) / 2, (Math.sin(angle) * radius) / 2, height - 0.5];
  };
  const lid = rings.at(-1)!;
  return Array.from({ length: SIDES }, (_, side) => [
    ...rings.slice(1).flatMap((upper, index) => {
      const lower = rings[index]!;
      const [a, b, c, d] = [corner(lower, side), corner(lower, side + 1), corner(upper, side + 1), corner(upper, side)];
      return [a, b, c, a, c, d];
    }),
    corner(lid, side), corner(lid, side + 1), [0, 0, lid[0] - 0.5] as Vector3,
  ]).flat();
}

const FORMS: Record<Solid['form'], readonly Vector3[]> = {
  box: boxTriangles,
  bottle: roundTriangles(PROFILES.bottle),
  can: roundTriangles(PROFILES.can),
};

/** The surfaces of solids, each triangle counter-clockwise seen from outside. */
export function soupOf(solids: readonly Solid[]): Soup {
  const positions: number[] = [];
  const owners: number[] = [];
  solids.forEach(({ form, centre, size, yaw }, index) => {
    const [cos, sin] = [Math.cos(yaw), Math.sin(yaw)];
    for (const [x, y, z] of FORMS[form]) {
      const [u, v] = [x * size[0], y * size[1]];
      positions.push(centre[0] + u * cos - v * sin, centre[1] + u * sin + v * cos, centre[2] + z * size[2]);
    }
    for (let triangle = 0; triangle < FORMS[form].length / 3; triangle++) owners.push(index);
  });
  return { positions: new Float32Array(positions), owners: new Uint32Array(owners) };
}

/** A polygon in the camera's frame without what lies nearer than {@link NEAR}. @source Sutherland & Hodgman, CACM 1974 */
function clipped(polygon: readonly Vector3[]): readonly Vector3[] {
  return polygon.flatMap((point, index) => {
    const before = polygon[(index + polygon.length - 1) % polygon.length]!;
    const inside = point[2] >= NEAR;
    if (inside === before[2] >= NEAR) return inside ? [point] : [];
    const part = (NEAR - before[2]) / (point[2] - before[2]);
    const crossing: Vector3 = [before[0] + (point[0] - before[0]) * part, before[1] + (point[1] - before[1]) * part, NEAR];
    return inside ? [crossing, point] : [crossing];
  });
}

function cameraPoint(rows: Float64Array, positions: Float32Array, at: number): Vector3 {
  const x = positions[at]!;
  const y = positions[at + 1]!;
  const z = positions[at + 2]!;
  return [
    rows[0]! * x + rows[1]! * y + rows[2]! * z + rows[3]!,
    rows[4]! * x + rows[5]! * y + rows[6]! * z + rows[7]!,
    rows[8]! * x + rows[9]! * y + rows[10]! * z + rows[11]!,
  ];
}

/** A soup as seen by a camera; `faces` are the owners, counted from `firstFace`. */
export function screenOf(soup: Soup, view: View, firstFace: number): Triangles {
  const { rows, focal, principal } = view;
  const screen: number[] = [];
  const faces: number[] = [];
  for (let triangle = 0; triangle < soup.owners.length; triangle++) {
    const corners = [0, 3, 6].map((offset) => cameraPoint(rows, soup.positions, triangle * 9 + offset));
    const polygon = corners.every(([, , z]) => z >= NEAR) ? corners : clipped(corners);
    for (let fan = 2; fan < polygon.length; fan++) {
      for (const [x, y, z] of [polygon[0]!, polygon[fan - 1]!, polygon[fan]!]) {
        screen.push((x / z) * focal[0] + principal[0], (y / z) * focal[1] + principal[1], 1 / z);
      }
      faces.push(firstFace + soup.owners[triangle]!);
    }
  }
  const corners = Uint32Array.from({ length: screen.length / 3 }, (_, index) => index);
  return { screen: new Float32Array(screen), corners, faces: new Uint32Array(faces), firstFace, cull: true };
}
