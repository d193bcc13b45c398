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

/** Cells of one grid. */
export type WatchedArea = Int32Array;

/** Who is near where on the floor, so that a camera looks only at those whom it can see: the cost a frame does not grow with the store. */
export interface FloorGrid<T extends Placed> {
  /** Puts everybody anew where they are. */
  rebuild(everyone: readonly T[]): void;
  /** Brings one up to date who is new or has moved. */
  move(one: T): void;
  /** Readies cells to be asked about again and again. @param cells see {@link cellsInSight} */
  watch(cells: readonly number[]): WatchedArea;
  /** Everybody in an area, in the order of its cells. */
  within(area: WatchedArea): T[];
  /** Everybody in the cells around a place, at least {@link CELL} far. */
  near(place: FloorPoint): T[];
}

export function createFloorGrid<T extends Placed>(): FloorGrid<T> {
  /** Who is in each cell that anybody asked about or stood in, by a number that the cell is given then. */
  const lists: T[][] = [];
  /** How many are in each; most are empty, and all are asked for every frame. */
  let counts = new Int32Array(1024);
  const slots = new Map<number, number>();
  const slotOf = new Map<T, number>();
  const slotAt = (key: number): number => {
    let slot = slots.get(key);
    if (slot === undefined) {
      slots.set(key, (slot = lists.length));
      lists.push([]);
      if (lists.length > counts.length) {
        const more = new Int32Array(2 * counts.length);
        more.set(counts);
        counts = more;
      }
    }
    return slot;
  };
  const add = (one: T, slot: number) => {
    counts[slot] = lists[slot]!.push(one);
    slotOf.set(one, slot);
  };
  const slotUnder = ({ position }: T): number => slotAt(keyOf(cellOf(position[0]), cellOf(position[1])));
  return {
    watch: (keys) => Int32Array.from(keys, slotAt),
    rebuild(everyone) {
      for (const slot of slotOf.values()) counts[slot] = lists[slot]!.length = 0;
      slotOf.clear();
      for (const one of everyone) add(one, slotUnder(one));
    },
    move(one) {
      const [before, now] = [slotOf.get(one), slotUnder(one)];
      if (before === now) return;
      if (before !== undefined) {
        lists[before]!.splice(lists[before]!.indexOf(one), 1);
        counts[before]!--;
      }
      add(one, now);
    },
    within(area) {
      const found: T[] = [];
      for (let index = 0; index < area.length; index++) {
        const slot = area[index]!;
        if (counts[slot] === 0) continue;
        const list = lists[slot]!;
        for (let place = 0; place < list.length; place++) found.push(list[place]!);
      }
      return found;
    },
    near([x, y]) {
      const found: T[] = [];
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          const slot = slots.get(keyOf(cellOf(x) + dx, cellOf(y) + dy));
          if (slot !== undefined) found.push(...lists[slot]!);
        }
      }
      return found;
    },
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
