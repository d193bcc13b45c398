import type { EpochMs, Grams, Milliseconds, WeightTrace } from '@walkout/contracts';
import { SLOT_MS } from './slots.ts';
import type { Slot } from './slots.ts';

/** The last while of all cells of a shelf, for people to look at. */
export interface LoadHistory {
  add(slot: Slot): void;
  /** Mean load of a cell from one moment to another; `undefined` where it gave no reading. */
  mean(cell: number, from: EpochMs, to: EpochMs): Grams | undefined;
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
    mean(cell, from, to) {
      let [sum, count] = [0, 0];
      for (let i = slots.length - 1; i >= 0 && slots[i]!.at >= from; i--) {
        const grams = slots[i]!.grams[cell] ?? null;
        if (slots[i]!.at > to || grams === null) continue;
        sum += grams;
        count++;
      }
      return count === 0 ? undefined : sum / count;
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
