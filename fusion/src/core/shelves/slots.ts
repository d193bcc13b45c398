import type { EpochMs, Grams, ShelfWeights } from '@walkout/contracts';

/** Mean reading of each cell over one slot of time; `null`: the cell gave none. */
export interface Slot {
  readonly at: EpochMs;
  readonly grams: readonly (Grams | null)[];
}

/** Length of a slot; slots lie on a fixed grid of time, so that the cut into batches makes no difference. */
export const SLOT_MS = 50;

/**
 * Sums samples up in slots. Returns a function that takes a batch in and gives the slots it completed, each stamped with its begin.
 * Samples not later than the newest before are left out: late and doubled batches do no harm.
 *
 * @param cells how many cells a row has; a missing one counts as no reading
 */
export function createSlots(cells: number): (batch: ShelfWeights) => readonly Slot[] {
  const sums = new Float64Array(cells);
  const counts = new Uint32Array(cells);
  let newest: EpochMs = -Infinity;
  let slot = -Infinity;

  function close(): Slot {
    const grams = Array.from(sums, (sum, cell) => (counts[cell] === 0 ? null : sum / counts[cell]!));
    sums.fill(0);
    counts.fill(0);
    return { at: slot * SLOT_MS, grams };
  }

  return (batch) => {
    const closed: Slot[] = [];
    batch.capturedAt.forEach((at, row) => {
      if (at <= newest) return;
      newest = at;
      const index = Math.floor(at / SLOT_MS);
      if (index !== slot) {
        if (slot !== -Infinity) closed.push(close());
        slot = index;
      }
      for (let cell = 0; cell < cells; cell++) {
        const grams = batch.grams[row]?.[cell] ?? null;
        if (grams === null) continue;
        sums[cell]! += grams;
        counts[cell]!++;
      }
    });
    return closed;
  };
}
