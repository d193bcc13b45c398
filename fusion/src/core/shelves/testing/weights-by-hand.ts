import type { EpochMs, Grams, Metres, Milliseconds, Shelf, ShelfWeights } from '@walkout/contracts';
import { createShelfWatcher } from '../shelf-watcher.ts';
import type { WeightChange } from '../weight-change.ts';

/** For tests only: shelves, and what their scales would say, made by hand. */

export const START: EpochMs = 1_700_000_000_000;
export const SAMPLE_MS: Milliseconds = 1000 / 60;

/** A shelf that faces south, its plates side by side from west to east, the first centred at x = 0. */
export function shelfOfPlates(count: number, width: Metres = 0.1): Shelf {
  const plates = Array.from({ length: count }, (_, i) => ({
    id: `p${i + 1}`,
    centre: [i * width, 0, 1] as const,
    width,
    depth: 0.4,
  }));
  return { id: 's', name: 'Shelf', fixture: 'f', facing: -Math.PI / 2, plates: plates.map((plate) => ({ ...plate, centre: [...plate.centre] })) };
}

/** Normal numbers from a seed (Park and Miller's generator, Box and Muller's method). */
export function createNormal(seed: number): () => number {
  let state = (seed * 7919 + 1) % 2147483647;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

/** Weight on a plate over time, seconds since the start. */
export type Load = (seconds: number) => Grams;

/** Nothing before `at`, all of it `over` seconds later, in a straight line. */
export const ramp = (grams: Grams, at: number, over = 0.15): Load => (seconds) => grams * Math.min(1, Math.max(0, (seconds - at) / over));

/** A hand's pressure that wavers by a fifth of itself, from `from` to `to`. */
export function hand(grams: Grams, [from, to]: readonly [number, number], seed = 5): Load {
  const normal = createNormal(seed);
  let waver = 0;
  return (seconds) => {
    waver += (normal() * 0.2 - waver) * 0.15;
    return seconds < from || seconds > to ? 0 : grams * (1 + 2 * waver);
  };
}

/** A hand that presses with `mean` and trembles by `grams`, at 2.3 and 5.1 Hz, from `from` to `to`. */
export const tremble = (grams: Grams, [from, to]: readonly [number, number], mean: Grams = 0): Load => (seconds) =>
  seconds < from || seconds > to ? 0 : mean + (grams * (Math.sin(2 * Math.PI * 2.3 * seconds) + Math.sin(2 * Math.PI * 5.1 * seconds))) / 2;

export interface Recorded {
  readonly plates: number;
  readonly seconds: number;
  /** Loads by index of plate. */
  readonly loads?: Readonly<Record<number, readonly Load[]>>;
  /** Standard deviation of a plate's noise; 1 g where not given. */
  readonly noise?: Readonly<Record<number, Grams>>;
  readonly seed?: number;
  readonly samplesPerBatch?: number;
}

/** What the scales of a shelf would say: 1 kg on each plate, the loads and noise. */
export function weightsOf({ plates, seconds, loads = {}, noise = {}, seed = 1, samplesPerBatch = 6 }: Recorded): ShelfWeights[] {
  const normal = createNormal(seed);
  const rows = Array.from({ length: Math.round((seconds * 1000) / SAMPLE_MS) }, (_, sample) => {
    const at = (sample * SAMPLE_MS) / 1000;
    const grams = Array.from({ length: plates }, (_, plate) => {
      const load = (loads[plate] ?? []).reduce((sum, of) => sum + of(at), 1000);
      return load + normal() * (noise[plate] ?? 1);
    });
    return { at: START + at * 1000, grams };
  });
  return Array.from({ length: Math.ceil(rows.length / samplesPerBatch) }, (_, sequence) => {
    const batch = rows.slice(sequence * samplesPerBatch, (sequence + 1) * samplesPerBatch);
    return { sequence, capturedAt: batch.map(({ at }) => at), grams: batch.map(({ grams }) => grams) };
  });
}

/** All changes that a new watcher reports, with the time of the batch that it reported them with. */
export function watch(plates: number, batches: readonly ShelfWeights[]): (WeightChange & { readonly reportedAt: EpochMs })[] {
  const watcher = createShelfWatcher(shelfOfPlates(plates));
  const found = batches.flatMap((batch) => watcher.observe(batch).map((change) => ({ ...change, reportedAt: batch.capturedAt.at(-1)! })));
  return [...found, ...watcher.end().map((change) => ({ ...change, reportedAt: Infinity }))];
}
