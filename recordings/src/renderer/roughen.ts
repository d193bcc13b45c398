import { cellNoise } from './paint.ts';

/** A place on a surface: its outward normal and its linear colour, both changed in place. */
export interface Surface {
  readonly normal: Float64Array;
  readonly colour: Float64Array;
}

const smooth = (part: number): number => part * part * (3 - 2 * part);
const between = (from: number, to: number, part: number): number => from + (to - from) * part;

/** Smooth noise in [0, 1) with cells of side 1. @source Perlin, "An image synthesizer", SIGGRAPH 1985, with values at the corners */
function valueNoise(x: number, y: number, z: number): number {
  const [column, row, layer] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [u, v, w] = [smooth(x - column), smooth(y - row), smooth(z - layer)];
  const corner = (i: number, j: number, k: number) => cellNoise(column + i, row + j, layer + k);
  const near = between(between(corner(0, 0, 0), corner(1, 0, 0), u), between(corner(0, 1, 0), corner(1, 1, 0), u), v);
  const far = between(between(corner(0, 0, 1), corner(1, 0, 1), u), between(corner(0, 1, 1), corner(1, 1, 1), u), v);
  return between(near, far, w);
}

/** How rough surfaces are. */
export interface Roughness {
  /** Folds a metre across, and how far they turn the normal. */
  readonly folds: number;
  readonly foldDepth: number;
  /** Blotches and grains a metre, and the share of brightness that they take and give. */
  readonly blotches: number;
  readonly blotchDepth: number;
  readonly grain: number;
  readonly grainDepth: number;
}

/** Folds turn the normal, blotches and grain change the brightness, each surface by where it is. */
export function roughenWith({ folds, foldDepth, blotches, blotchDepth, grain, grainDepth }: Roughness): (surface: Surface, at: Float64Array) => void {
  return ({ normal, colour }, at) => {
    const [x, y, z] = [at[0]!, at[1]!, at[2]!];
    // Cloth hangs: folds are longer than they are wide.
    const fold = (axis: number) => valueNoise(x * folds + 31 * axis, y * folds - 17 * axis, z * folds * 0.4) - 0.5;
    let size = 0;
    for (let axis = 0; axis < 3; axis++) {
      normal[axis]! += foldDepth * fold(axis);
      size += normal[axis]! ** 2;
    }
    const around = (share: number, cells: number) => 1 - share + 2 * share * valueNoise(x * cells, y * cells, z * cells);
    const brightness = around(blotchDepth, blotches) * around(grainDepth, grain);
    for (let axis = 0; axis < 3; axis++) {
      normal[axis]! /= Math.sqrt(size) || 1;
      colour[axis]! *= brightness;
    }
  };
}
