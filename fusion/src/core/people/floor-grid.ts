import { project } from '@walkout/contracts';
import type { EpochMs, FloorPoint, Metres } from '@walkout/contracts';
import type { View } from './view.ts';

/** Somebody with a place on the floor. */
export interface Placed {
  readonly position: FloorPoint;
  readonly seenAt: EpochMs;
  /** Their row in the columns of the grid, which alone writes it; -1: in none. */
  row: number;
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

/** Some people and, side by side, where each stands: x, y, x, y and so on. Good until the next are asked for. */
export interface Gathering<T> {
  readonly everyone: readonly T[];
  readonly floor: Float64Array;
}

/** Who is near where on the floor, so that a camera looks only at those whom it can see: the cost a frame does not grow with the store. */
export interface FloorGrid<T extends Placed> {
  add(one: T): void;
  remove(one: T): void;
  /** Brings one up to date who has moved or was seen. */
  move(one: T): void;
  /** Readies cells to be asked about again and again. @param cells see {@link cellsInSight} */
  watch(cells: readonly number[]): WatchedArea;
  /** Everybody in an area who was seen at a moment or later, in the order of its cells. */
  within(area: WatchedArea, since: EpochMs): Gathering<T>;
  /** Everybody in the cells around a place, at least {@link CELL} far. */
  near(place: FloorPoint): T[];
}

/** Room for so many people at first. */
const ROOM = 256;

/** The same numbers with twice the room. */
function widen<T extends Float64Array | Int32Array>(numbers: T): T {
  const wider = new (numbers.constructor as new (length: number) => T)(2 * numbers.length);
  wider.set(numbers);
  return wider;
}

export function createFloorGrid<T extends Placed>(): FloorGrid<T> {
  /** A row each: who it is, where, when seen, and in which cell. Side by side, for every frame asks for many and looks closely at few. */
  const members: (T | undefined)[] = [];
  let [xs, ys, seen, keys] = [new Float64Array(ROOM), new Float64Array(ROOM), new Float64Array(ROOM), new Int32Array(ROOM)];
  const free: number[] = [];
  /** The rows in each cell that anybody asked about or stood in, by a number that the cell is given then. */
  const lists: number[][] = [];
  /** How many are in each; most are empty, and all are asked for every frame. */
  let counts = new Int32Array(1024);
  const slots = new Map<number, number>();
  const found: T[] = [];
  let floor = new Float64Array(2 * ROOM);

  const slotAt = (key: number): number => {
    let slot = slots.get(key);
    if (slot === undefined) {
      slots.set(key, (slot = lists.length));
      lists.push([]);
      if (lists.length > counts.length) counts = widen(counts);
    }
    return slot;
  };
  const write = (one: T, row: number, key: number): void => {
    xs[row] = one.position[0];
    ys[row] = one.position[1];
    seen[row] = one.seenAt;
    keys[row] = key;
  };
  const enter = (row: number): void => {
    const slot = slotAt(keys[row]!);
    counts[slot] = lists[slot]!.push(row);
  };
  const leave = (row: number): void => {
    const slot = slotAt(keys[row]!);
    const list = lists[slot]!;
    list.splice(list.indexOf(row), 1);
    counts[slot] = list.length;
  };
  const keyUnder = ({ position }: T): number => keyOf(cellOf(position[0]), cellOf(position[1]));
  return {
    watch: (keys) => Int32Array.from(keys, slotAt),
    add(one) {
      const row = free.pop() ?? members.length;
      if (row >= xs.length) [xs, ys, seen, keys, floor] = [widen(xs), widen(ys), widen(seen), widen(keys), widen(floor)];
      members[row] = one;
      one.row = row;
      write(one, row, keyUnder(one));
      enter(row);
    },
    remove(one) {
      leave(one.row);
      members[one.row] = undefined;
      free.push(one.row);
      one.row = -1;
    },
    move(one) {
      const { row } = one;
      const key = keyUnder(one);
      const isElsewhere = key !== keys[row];
      if (isElsewhere) leave(row);
      write(one, row, key);
      if (isElsewhere) enter(row);
    },
    within(area, since) {
      let count = 0;
      for (let index = 0; index < area.length; index++) {
        const slot = area[index]!;
        if (counts[slot] === 0) continue;
        const list = lists[slot]!;
        for (let place = 0; place < list.length; place++) {
          const row = list[place]!;
          if (seen[row]! < since) continue;
          floor[2 * count] = xs[row]!;
          floor[2 * count + 1] = ys[row]!;
          found[count++] = members[row]!;
        }
      }
      found.length = count;
      return { everyone: found, floor };
    },
    near([x, y]) {
      const found: T[] = [];
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          const slot = slots.get(keyOf(cellOf(x) + dx, cellOf(y) + dy));
          if (slot !== undefined) for (const row of lists[slot]!) found.push(members[row]!);
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
