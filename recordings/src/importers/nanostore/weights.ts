import type { EpochMs, Grams, ShelfWeights } from '@walkout/contracts';
import { recordingsError } from '../../errors.ts';

/** Readings of one plate, times rising. */
export interface PlateTrace {
  readonly times: readonly EpochMs[];
  readonly grams: readonly Grams[];
}

/** Samples a batch: a tenth of a second at their 60 Hz. */
const BATCH = 6;

/**
 * A plate's readings from rows `unix seconds,grams`. A row that is earlier than the one before it (their clock steps back now and then) is left out.
 *
 * @throws WalkoutError SOURCE_MALFORMED naming the row
 */
export function readTrace(text: string, source: string): PlateTrace {
  const times: EpochMs[] = [];
  const grams: Grams[] = [];
  for (const [i, line] of text.trimEnd().split('\n').entries()) {
    const [seconds = NaN, weight = NaN] = line.split(',').map((cell) => (cell.trim() === '' ? NaN : Number(cell)));
    if (!Number.isFinite(seconds) || !Number.isFinite(weight)) {
      throw recordingsError('SOURCE_MALFORMED', `${source}, row ${i + 1}: "${line.slice(0, 80)}" is not "seconds,grams"`);
    }
    if (seconds * 1000 <= (times.at(-1) ?? -Infinity)) continue;
    times.push(seconds * 1000);
    grams.push(weight);
  }
  return { times, grams };
}

/**
 * Traces of a shelf's plates as the batches its controller would have sent: at the times of the plate that spoke most, each plate
 * with its latest reading up to then (`null` before its first, and for a plate without a trace).
 */
export function shelfBatches(traces: readonly (PlateTrace | undefined)[]): ShelfWeights[] {
  const clock = traces.reduce<readonly EpochMs[]>((most, trace) => (trace !== undefined && trace.times.length > most.length ? trace.times : most), []);
  const next = traces.map(() => 0);
  const rows = clock.map((at) =>
    traces.map((trace, plate) => {
      if (trace === undefined) return null;
      while (next[plate]! < trace.times.length && trace.times[next[plate]!]! <= at) next[plate]!++;
      const grams = trace.grams[next[plate]! - 1];
      return grams === undefined ? null : Math.round(grams * 10) / 10;
    }),
  );
  return Array.from({ length: Math.ceil(clock.length / BATCH) }, (_, sequence) => ({
    sequence,
    capturedAt: clock.slice(sequence * BATCH, (sequence + 1) * BATCH).map((at) => Math.round(at * 10) / 10),
    grams: rows.slice(sequence * BATCH, (sequence + 1) * BATCH),
  }));
}
