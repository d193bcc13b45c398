import type { EpochMs, Grams, Milliseconds, WeightTrace } from '@walkout/contracts';
import { SLOT_MS } from './slots.ts';
import type { Slot } from './slots.ts';

/** The last while of all cells of a shelf, for people to look at. */
export interface LoadHistory {
  add(slot: Slot): void;
  /** Load of some cells together from one moment to another, less that at the start; `undefined` when it is no longer known. */
  trace(cells: readonly number[], from: EpochMs, to: EpochMs): WeightTrace | undefined;
}

const MOST_POINTS = 200;
const round = (value: number): number => Math.round(value * 10) / 10;

/** @param keepFor how far back it reaches */
export function createLoadHistory(keepFor: Milliseconds): LoadHistory {
  const capacity = Math.ceil(keepFor / SLOT_MS);
  let slots: Slot[] = [];
  return {
    add(slot) {
      slots.push(slot);
      // Dropping in bulk keeps the cost of a slot constant on average.
      if (slots.length > 2 * capacity) slots = slots.slice(-capacity);
    },
    trace(cells, from, to) {
      const within = slots.filter(({ at }) => at >= from && at <= to);
      if (within.length < 2) return undefined;
      const every = Math.ceil(within.length / MOST_POINTS);
      const thinned = within.filter((_, i) => i % every === 0);
      const load = ({ grams }: Slot): Grams => cells.reduce((sum, cell) => sum + (grams[cell] ?? 0), 0);
      const start = load(thinned[0]!);
      return { from: thinned[0]!.at, stepMs: SLOT_MS * every, grams: thinned.map((slot) => round(load(slot) - start)) };
    },
  };
}
