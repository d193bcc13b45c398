/** A mesh of triangles: three coordinates a vertex, three vertices a triangle, counter-clockwise seen from outside. */
export interface Mesh {
  readonly positions: Float32Array;
  readonly triangles: Uint32Array;
}

export interface Grid {
  readonly origin: readonly [number, number, number];
  /** Points along x, y and z. */
  readonly counts: readonly [number, number, number];
  readonly spacing: number;
}

const CELL_EDGES = [
  [0, 1], [0, 2], [0, 4], [1, 3], [1, 5], [2, 3], [2, 6], [3, 7], [4, 5], [4, 6], [5, 7], [6, 7],
] as const;

/** Middle of the points where a cell's edges cross the surface, in cells from its first corner. */
function crossingInto(middle: Float64Array, corners: Float64Array): void {
  middle.fill(0);
  let count = 0;
  for (let edge = 0; edge < CELL_EDGES.length; edge++) {
    const [from, to] = CELL_EDGES[edge]!;
    const a = corners[from]!;
    const b = corners[to]!;
    if (a < 0 === b < 0) continue;
    const part = a / (a - b);
    for (let axis = 0; axis < 3; axis++) {
      const start = (from >> axis) & 1;
      middle[axis]! += start + (((to >> axis) & 1) - start) * part;
    }
    count++;
  }
  for (let axis = 0; axis < 3; axis++) middle[axis]! /= count;
}

/**
 * The surface where a field changes sign, negative inside.
 *
 * @param field one value a grid point, x fastest
 * @source      Gibson, "Constrained Elastic SurfaceNets", MERL TR99-24, 1999
 */
export function surfaceNets(field: Float32Array, grid: Grid): Mesh {
  const [nx, ny, nz] = grid.counts;
  const strides = [1, nx, nx * ny] as const;
  const vertexOfCell = new Int32Array(field.length).fill(-1);
  const positions: number[] = [];
  const triangles: number[] = [];
  const corners = new Float64Array(8);
  const middle = new Float64Array(3);
  for (let k = 0; k < nz - 1; k++) {
    for (let j = 0; j < ny - 1; j++) {
      for (let i = 0; i < nx - 1; i++) {
        const cell = i + j * nx + k * nx * ny;
        let inside = 0;
        for (let corner = 0; corner < 8; corner++) {
          const value = field[cell + (corner & 1) + ((corner >> 1) & 1) * nx + (corner >> 2) * nx * ny]!;
          corners[corner] = value;
          if (value < 0) inside++;
        }
        if (inside === 0 || inside === 8) continue;
        crossingInto(middle, corners);
        vertexOfCell[cell] = positions.length / 3;
        positions.push(
          grid.origin[0] + (i + middle[0]!) * grid.spacing,
          grid.origin[1] + (j + middle[1]!) * grid.spacing,
          grid.origin[2] + (k + middle[2]!) * grid.spacing,
        );
      }
    }
  }
  // A grid edge that crosses the surface is ringed by four cells: their vertices make the quad across it.
  for (let k = 1; k < nz - 1; k++) {
    for (let j = 1; j < ny - 1; j++) {
      for (let i = 1; i < nx - 1; i++) {
        const point = i + j * nx + k * nx * ny;
        const inside = field[point]! < 0;
        for (let axis = 0; axis < 3; axis++) {
          if (inside === field[point + strides[axis]!]! < 0) continue;
          const [u, v] = [strides[(axis + 1) % 3]!, strides[(axis + 2) % 3]!];
          const ring = [point - u - v, point - v, point, point - u].map((cell) => vertexOfCell[cell]!);
          const [a, b, c, d] = (inside ? ring : ring.reverse()) as [number, number, number, number];
          triangles.push(a, b, c, a, c, d);
        }
      }
    }
  }
  return { positions: new Float32Array(positions), triangles: new Uint32Array(triangles) };
}
