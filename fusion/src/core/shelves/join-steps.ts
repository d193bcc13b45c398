import type { EpochMs } from '@walkout/contracts';
import type { CellStep } from './cell-watcher.ts';
import { areAtOnce } from './spans.ts';
import type { Span } from './spans.ts';

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

/** Whether two different cells are neighbours. */
type Beside = (a: number, b: number) => boolean;

interface PlacedSpan extends Span {
  readonly cell: number;
}

const linked = (a: PlacedSpan, b: PlacedSpan, beside: Beside): boolean =>
  (a.cell === b.cell || beside(a.cell, b.cell)) && areAtOnce(a, b, TOGETHER_MS);

/**
 * Groups steps of neighbouring cells that overlap in time: one article often stands on two or three plates, while two people at one
 * board leave a quiet plate between them, or a quiet moment.
 */
export function joinSteps(
  steps: readonly PlacedStep[],
  moving: readonly MovingCell[],
  beside: Beside,
): readonly StepGroup[] {
  const left = new Set(steps);
  return steps.flatMap((first) => {
    if (!left.delete(first)) return [];
    const group = [first];
    for (const member of group) {
      for (const other of left) {
        if (linked(member, other, beside) && left.delete(other)) group.push(other);
      }
    }
    // What only moves keeps its neighbours waiting but is no bridge between them: a shaking cell must not join two hands.
    const open = moving.some((cell) => group.some((step) => linked(step, { ...cell, settledAt: Infinity }, beside)));
    return [{ steps: group, open }];
  });
}
