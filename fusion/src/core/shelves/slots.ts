import type { EpochMs, Grams, ShelfWeights } from '@walkout/contracts';

/** Mean reading of each cell over one slot of time; `null`: the cell gave none. */
export interface Slot {
  readonly at: EpochMs;
  readonly grams: readonly (Grams | null)[];
}

/** Length of a slot; slots lie on a fixed grid of time, so that the cut into batches makes no difference. */
export const SLOT_MS = 50;

/** A lone sample further than this from those before and behind it, which agree, is no load: nothing is put down for 16 ms. */
const SPIKE: Grams = 200;
const AGREE: Grams = SPIKE / 4;

interface Row {
  readonly at: EpochMs;
  readonly grams: readonly (Grams | null)[];
}

/** What a cell showed, or what it showed before, where that was a spike. */
function smooth(before: Grams | null | undefined, value: Grams | null, next: Grams | null | undefined): Grams | null {
  if (value === null || typeof before !== 'number' || typeof next !== 'number') return value;
  return Math.abs(value - before) > SPIKE && Math.abs(value - next) > SPIKE && Math.abs(before - next) < AGREE ? before : value;
}

function isFarFrom({ grams }: Row, { grams: before }: Row): boolean {
  for (let cell = 0; cell < grams.length; cell++) if (Math.abs((grams[cell] ?? 0) - (before[cell] ?? grams[cell] ?? 0)) > SPIKE) return true;
  return false;
}

/** The rows of batches in order of time, without spikes. A batch's last row that is far from the one before waits for the next batch to tell what it is. */
function createDespiker(): (batch: ShelfWeights) => readonly Row[] {
  let before: Row | undefined;
  let held: Row | undefined;
  return ({ capturedAt, grams }) => {
    const rows = capturedAt.map((at, row): Row => ({ at, grams: grams[row] ?? [] }));
    if (held !== undefined) rows.unshift(held);
    held = undefined;
    const told: Row[] = [];
    for (let index = 0; index < rows.length; index++) {
      let row = rows[index]!;
      const last = before;
      if (last !== undefined && row.at <= last.at) continue;
      if (last !== undefined && isFarFrom(row, last)) {
        const next = rows[index + 1];
        if (next === undefined) {
          held = row;
          break;
        }
        row = { at: row.at, grams: row.grams.map((value, cell) => smooth(last.grams[cell], value, next.grams[cell])) };
      }
      told.push(row);
      before = row;
    }
    return told;
  };
}

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

  const despike = createDespiker();
  return (batch) => {
    const closed: Slot[] = [];
    for (const { at, grams: row } of despike(batch)) {
      if (at <= newest) continue;
      newest = at;
      const index = Math.floor(at / SLOT_MS);
      if (index !== slot) {
        if (slot !== -Infinity) closed.push(close());
        slot = index;
      }
      for (let cell = 0; cell < cells; cell++) {
        const grams = row[cell] ?? null;
        if (grams === null) continue;
        sums[cell]! += grams;
        counts[cell]!++;
      }
    }
    return closed;
  };
}
