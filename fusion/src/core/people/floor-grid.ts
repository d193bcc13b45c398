import { project } from '@walkout/contracts';
import type { FloorPoint, Metres } from '@walkout/contracts';
import type { View } from './view.ts';

/** Somebody with a place on the floor. */
export interface Placed {
  readonly position: FloorPoint;
}

const CELL: Metres = 2;
/** Cells on a side of the plan: stores are smaller than 2 km either way from the origin. */
const SIDE = 2048;
/** People further from a camera are too small to be told apart by poses. */
const SIGHT: Metres = 25;
/** How far beyond the image's border a cell may appear whose people are seen in part, pixels a focal length. */
const BORDER = 0.3;
const HEIGHTS: readonly Metres[] = [0, 1, 2];

const keyOf = (column: number, row: number): number => (column + SIDE / 2) * SIDE + row + SIDE / 2;
const cellOf = (value: Metres): number => Math.floor(value / CELL);

/** Who is near where on the floor, so that a camera looks only at those whom it can see: the cost a frame does not grow with the store. */
export interface FloorGrid<T extends Placed> {
  /** Puts everybody anew where they are. */
  rebuild(everyone: readonly T[]): void;
  /** Brings one up to date who is new or has moved. */
  move(one: T): void;
  /** Everybody in some cells, in the order of the cells. */
  within(cells: readonly number[]): T[];
  /** Everybody in the cells around a place, at least {@link CELL} far. */
  near(place: FloorPoint): T[];
}

export function createFloorGrid<T extends Placed>(): FloorGrid<T> {
  const cells = new Map<number, T[]>();
  const cellsOf = new Map<T, number>();
  const add = (one: T, key: number) => {
    const list = cells.get(key);
    if (list === undefined) cells.set(key, [one]);
    else list.push(one);
    cellsOf.set(one, key);
  };
  const keyAt = ([x, y]: FloorPoint): number => keyOf(cellOf(x), cellOf(y));
  const within = (keys: readonly number[]): T[] => {
    const found: T[] = [];
    for (const key of keys) {
      const list = cells.get(key);
      if (list !== undefined) for (const one of list) found.push(one);
    }
    return found;
  };
  return {
    rebuild(everyone) {
      cells.clear();
      cellsOf.clear();
      for (const one of everyone) add(one, keyAt(one.position));
    },
    move(one) {
      const [before, now] = [cellsOf.get(one), keyAt(one.position)];
      if (before === now) return;
      if (before !== undefined) cells.set(before, cells.get(before)!.filter((other) => other !== one));
      add(one, now);
    },
    within,
    near: ([x, y]) => within([-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => keyOf(cellOf(x) + dx, cellOf(y) + dy)))),
  };
}

/** The cells of the floor whose people a camera can see, whole or in part. */
export function cellsInSight({ calibration, centre, width, height }: View): number[] {
  const [marginX, marginY] = [BORDER * calibration.focal[0], BORDER * calibration.focal[1]];
  const isSeen = (x: Metres, y: Metres): boolean =>
    HEIGHTS.some((z) => {
      const pixel = project(calibration, [x, y, z]);
      return pixel !== undefined && pixel[0] > -marginX && pixel[0] < width + marginX && pixel[1] > -marginY && pixel[1] < height + marginY;
    });
  const cells: number[] = [];
  for (let column = cellOf(centre[0] - SIGHT); column <= cellOf(centre[0] + SIGHT); column++) {
    for (let row = cellOf(centre[1] - SIGHT); row <= cellOf(centre[1] + SIGHT); row++) {
      const [x, y] = [(column + 0.5) * CELL, (row + 0.5) * CELL];
      if (Math.hypot(x - centre[0], y - centre[1]) > SIGHT) continue;
      // The corners as well: near a camera a cell is larger than the image.
      const corners = [[0, 0], [-1, -1], [-1, 1], [1, -1], [1, 1]] as const;
      if (corners.some(([dx, dy]) => isSeen(x + (dx * CELL) / 2, y + (dy * CELL) / 2))) cells.push(keyOf(column, row));
    }
  }
  return cells;
}
