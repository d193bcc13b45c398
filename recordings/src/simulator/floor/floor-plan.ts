import { distanceToSegment, isInside } from '@walkout/contracts';
import type { FloorPoint, Gate, Metres, StoreLayout } from '@walkout/contracts';

/** The floor as a grid of squares, each with the room there is around it. */
export interface FloorPlan {
  readonly columns: number;
  readonly rows: number;
  readonly origin: FloorPoint;
  /** Distance to the nearest wall or fixture, metres; 0 within one and where nobody may go. Row by row from the south-west. */
  readonly clearance: Float32Array;
}

export const CELL: Metres = 0.1;
/** People come from and go to a place this near to a gate, outside. */
const PORCH: Metres = 2;

type Segment = readonly [FloorPoint, FloorPoint];

const sidesOf = (polygon: readonly FloorPoint[]): Segment[] =>
  polygon.map((corner, index) => [corner, polygon[(index + 1) % polygon.length]!]);

export const middleOf = ({ from, to }: Gate): FloorPoint => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];

/** The store's outer walls: the floor's outline without the gates in it. */
export function wallsOf({ floor, gates }: StoreLayout): Segment[] {
  return sidesOf(floor).flatMap(([a, b]) => {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const at = (point: FloorPoint) => ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length;
    const point = (distance: Metres): FloorPoint => [a[0] + ((b[0] - a[0]) * distance) / length, a[1] + ((b[1] - a[1]) * distance) / length];
    const openings = gates
      .filter((gate) => distanceToSegment(gate.from, a, b) < CELL && distanceToSegment(gate.to, a, b) < CELL)
      .map(({ from, to }) => [Math.min(at(from), at(to)), Math.max(at(from), at(to))] as const)
      .sort((one, other) => one[0] - other[0]);
    const edges = [0, ...openings.flat(), length];
    return Array.from({ length: edges.length / 2 }, (_, i): Segment => [point(edges[2 * i]!), point(edges[2 * i + 1]!)]);
  });
}

/** The floor plan of a store, with the ground outside its gates. */
export function createFloorPlan(layout: StoreLayout): FloorPlan {
  const xs = layout.floor.map(([x]) => x);
  const ys = layout.floor.map(([, y]) => y);
  const origin: FloorPoint = [Math.min(...xs) - PORCH, Math.min(...ys) - PORCH];
  const columns = Math.ceil((Math.max(...xs) + PORCH - origin[0]) / CELL);
  const rows = Math.ceil((Math.max(...ys) + PORCH - origin[1]) / CELL);
  const clearance = new Float32Array(columns * rows);
  const footprints = layout.fixtures.map(({ footprint }) => footprint);
  const obstacles = [...wallsOf(layout), ...footprints.flatMap(sidesOf)];
  const doors = layout.gates.map(middleOf);
  for (let cell = 0; cell < clearance.length; cell++) {
    const point: FloorPoint = [origin[0] + ((cell % columns) + 0.5) * CELL, origin[1] + (Math.floor(cell / columns) + 0.5) * CELL];
    const onPorch = doors.some(([x, y]) => Math.hypot(x - point[0], y - point[1]) < PORCH);
    if (!isInside(layout.floor, point) && !onPorch) continue;
    if (footprints.some((footprint) => isInside(footprint, point))) continue;
    clearance[cell] = Math.min(...obstacles.map((segment) => distanceToSegment(point, ...segment)));
  }
  return { columns, rows, origin, clearance };
}

/** The cell of a point; -1 outside the plan. */
export function cellAt({ columns, rows, origin }: FloorPlan, [x, y]: FloorPoint): number {
  const [column, row] = [Math.floor((x - origin[0]) / CELL), Math.floor((y - origin[1]) / CELL)];
  return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : row * columns + column;
}

export const centreOf = ({ columns, origin }: FloorPlan, cell: number): FloorPoint => [
  origin[0] + ((cell % columns) + 0.5) * CELL,
  origin[1] + (Math.floor(cell / columns) + 0.5) * CELL,
];

/** Room around a point, metres; 0 where nobody may stand. */
export const clearanceAt = (plan: FloorPlan, point: FloorPoint): Metres => plan.clearance[cellAt(plan, point)] ?? 0;
