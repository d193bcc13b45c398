import type { FloorPoint, Metres } from '@walkout/contracts';
import { CELL, cellAt, centreOf, clearanceAt } from './floor-plan.ts';
import type { FloorPlan } from './floor-plan.ts';

/** Half a person's width and a little: nobody's middle comes nearer to a wall. */
export const BODY_RADIUS: Metres = 0.27;
/** Where there is room, people keep this far from walls. */
const EASE: Metres = 0.45;
/** A metre right beside somebody who stands counts as this many more. */
const CROWD_COST = 12;
const CROWD_RADIUS: Metres = 0.75;

const NEIGHBOURS = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [1, -1], [-1, 1], [-1, -1]] as const;

/** Cost of a metre in each cell near somebody, beyond 1. */
function crowdCosts(plan: FloorPlan, people: readonly FloorPoint[]): Map<number, number> {
  const costs = new Map<number, number>();
  const reach = Math.ceil(CROWD_RADIUS / CELL);
  for (const person of people) {
    const middle = cellAt(plan, person);
    if (middle < 0) continue;
    for (let row = -reach; row <= reach; row++) {
      for (let column = -reach; column <= reach; column++) {
        const cell = middle + row * plan.columns + column;
        const [x, y] = centreOf(plan, cell);
        const near = 1 - Math.hypot(x - person[0], y - person[1]) / CROWD_RADIUS;
        if (near > 0) costs.set(cell, (costs.get(cell) ?? 0) + CROWD_COST * near);
      }
    }
  }
  return costs;
}

/**
 * A way from one point to another around fixtures, rather not past people.
 *
 * @param people others on the floor, to be given room
 * @returns      points to walk to one after another, the last one the goal; empty when there is no way
 * @source       A* on the grid's eight neighbours, octile distance as the bound
 */
export function findPath(plan: FloorPlan, { from, to, people }: { from: FloorPoint; to: FloorPoint; people: readonly FloorPoint[] }): FloorPoint[] {
  const [start, goal] = [cellAt(plan, from), cellAt(plan, to)];
  if (start < 0 || goal < 0) return [];
  const crowd = crowdCosts(plan, people);
  const best = new Float64Array(plan.clearance.length).fill(Infinity);
  const previous = new Int32Array(plan.clearance.length).fill(-1);
  const open = createHeap();
  const bound = (cell: number) => {
    const dx = Math.abs((cell % plan.columns) - (goal % plan.columns));
    const dy = Math.abs(Math.floor(cell / plan.columns) - Math.floor(goal / plan.columns));
    return CELL * (Math.max(dx, dy) + 0.414 * Math.min(dx, dy));
  };
  best[start] = 0;
  open.push(start, bound(start));
  for (let cell = open.pop(); cell !== undefined && cell !== goal; cell = open.pop()) {
    for (const [dx, dy] of NEIGHBOURS) {
      const column = (cell % plan.columns) + dx;
      const next = cell + dx + dy * plan.columns;
      if (column < 0 || column >= plan.columns || next < 0 || next >= best.length) continue;
      const room = plan.clearance[next]!;
      if (room < BODY_RADIUS && next !== goal) continue;
      const weight = 1 + Math.max(0, EASE - room) * 4 + (crowd.get(next) ?? 0);
      const cost = best[cell]! + Math.hypot(dx, dy) * CELL * weight;
      if (cost >= best[next]!) continue;
      best[next] = cost;
      previous[next] = cell;
      open.push(next, cost + bound(next));
    }
  }
  if (best[goal] === Infinity) return [];
  const cells: number[] = [];
  for (let cell = goal; cell !== start && cell >= 0; cell = previous[cell]!) cells.unshift(cell);
  return [...cells.slice(0, -1).map((cell) => centreOf(plan, cell)), to];
}

/** Whether one may walk straight from a to b without coming near a wall. */
export function isStraightFree(plan: FloorPlan, a: FloorPoint, b: FloorPoint): boolean {
  const steps = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / (CELL / 2));
  for (let step = 1; step < steps; step++) {
    const part = step / steps;
    if (clearanceAt(plan, [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]) < BODY_RADIUS) return false;
  }
  return true;
}

/** A binary heap of cells, cheapest first. */
function createHeap() {
  const cells: number[] = [];
  const costs: number[] = [];
  const swap = (i: number, j: number) => {
    [cells[i], cells[j]] = [cells[j]!, cells[i]!];
    [costs[i], costs[j]] = [costs[j]!, costs[i]!];
  };
  return {
    push(cell: number, cost: number) {
      let at = cells.push(cell) - 1;
      costs.push(cost);
      for (let parent = (at - 1) >> 1; at > 0 && costs[at]! < costs[parent]!; at = parent, parent = (at - 1) >> 1) swap(at, parent);
    },
    pop(): number | undefined {
      if (cells.length === 0) return undefined;
      swap(0, cells.length - 1);
      const cell = cells.pop();
      costs.pop();
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const least = [left, left + 1].reduce((low, child) => (child < cells.length && costs[child]! < costs[low]! ? child : low), at);
        if (least === at) return cell;
        swap(at, least);
        at = least;
      }
    },
  };
}
