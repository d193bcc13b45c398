import type { EpochMs, Grams, Milliseconds } from '@walkout/contracts';
import { SLOT_MS } from './slots.ts';

/** The last while of a cell at rest. */
export interface RestWindow {
  /** Takes in the mean of the next slot. */
  add(at: EpochMs, grams: Grams): void;
  /** Mean of the window; `undefined` until it is full. */
  mean(): Grams | undefined;
  /** The first moment in it. */
  from(): EpochMs;
  /** The cell did not rest, or another rest begins. */
  clear(): void;
}

/** @param length a whole number of slots */
export function createRestWindow(length: Milliseconds): RestWindow {
  const slots = length / SLOT_MS;
  const grams = new Float64Array(slots);
  const times = new Float64Array(slots);
  let count = 0;
  return {
    add(at, value) {
      grams[count % slots] = value;
      times[count % slots] = at;
      count++;
    },
    mean: () => (count < slots ? undefined : grams.reduce((sum, value) => sum + value, 0) / slots),
    from: () => times[count < slots ? 0 : count % slots]!,
    clear: () => void (count = 0),
  };
}
