import type { EpochMs } from '@walkout/contracts';
import type { CellStep } from './cell-watcher.ts';

/** A step and the index of its cell along the shelf. */
export interface PlacedStep extends CellStep {
  readonly cell: number;
}

/** A cell that is away from its level: it may turn out to belong to steps beside it. */
export interface MovingCell {
  readonly cell: number;
  readonly startedAt: EpochMs;
}

/** Steps that belong together, and whether a cell beside them may still join. */
export interface StepGroup {
  readonly steps: readonly PlacedStep[];
  readonly open: boolean;
}

/** Neighbouring cells answer to one hand within this time of each other. */
const TOGETHER_MS = 150;

interface Span {
  readonly cell: number;
  readonly startedAt: EpochMs;
  readonly settledAt: EpochMs;
}

/**
 * Groups steps of neighbouring cells that overlap in time: one article often stands on two or three plates, while two people at one
 * board leave a quiet plate between them, or a quiet moment.
 *
 * @param beside whether two cells are neighbours
 */
export function joinSteps(
  steps: readonly PlacedStep[],
  moving: readonly MovingCell[],
  beside: (a: number, b: number) => boolean,
): readonly StepGroup[] {
  const spans: Span[] = [...steps, ...moving.map((cell) => ({ ...cell, settledAt: Infinity }))];
  const linked = (a: Span, b: Span) =>
    (a.cell === b.cell || beside(a.cell, b.cell)) &&
    a.startedAt <= b.settledAt + TOGETHER_MS &&
    b.startedAt <= a.settledAt + TOGETHER_MS;
  const left = new Set(spans);
  const groups: StepGroup[] = [];
  for (const first of steps) {
    if (!left.delete(first)) continue;
    const members: Span[] = [first];
    for (const member of members) {
      // What only moves joins but carries no further: a shaking cell is no bridge between two hands.
      if (member.settledAt === Infinity) continue;
      for (const other of left) {
        if (!linked(member, other)) continue;
        left.delete(other);
        members.push(other);
      }
    }
    const inside = members.filter((member): member is PlacedStep => member.settledAt !== Infinity);
    groups.push({ steps: inside, open: inside.length < members.length });
  }
  return groups;
}
