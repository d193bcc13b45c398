import type { EpochMs, Grams, Shelf, ShelfWeights } from '@walkout/contracts';

/** The sum of a shelf moved, by the baseline's reckoning. */
export interface BaselineEvent {
  readonly shelf: Shelf;
  readonly startedAt: EpochMs;
  readonly settledAt: EpochMs;
  /** Below zero: something left. */
  readonly grams: Grams;
  /** One standard deviation of `grams`, as far as means over the window tell them. */
  readonly gramsError: Grams;
  /** One standard deviation of a single reading after less one before: the event's weight as a normal distribution, as published. */
  readonly deviation: Grams;
  /** Change of each plate, in the layout's order. */
  readonly plates: readonly Grams[];
}

/** Samples over which mean and variance move: a fifth of a second, which served it better in `mps` than a half or a whole one. */
const WINDOW = 12;
/** So many samples in a row above the threshold begin an event, and below it end it. */
const PERSISTENCE = 6;
/** The threshold is this many times the shelf's variance at rest, at least so much, g². */
const TIMES_QUIET = 6;
const LEAST_VARIANCE = 100;
/** The mean has moved when it did by this much, and by so many of its standard deviations. */
const LEAST_CHANGE: Grams = 10;
const DEVIATIONS = 4;

/** Mean and variance over the last samples, of the sum and of each plate. */
function createMovingWindow(plates: number) {
  const rows: Float64Array[] = [];
  const sums = new Float64Array(plates);
  let [sum, squares] = [0, 0];
  return {
    push(row: Float64Array): void {
      const total = row.reduce((a, b) => a + b, 0);
      rows.push(row);
      row.forEach((grams, plate) => (sums[plate]! += grams));
      sum += total;
      squares += total * total;
      if (rows.length <= WINDOW) return;
      const old = rows.shift()!;
      const oldTotal = old.reduce((a, b) => a + b, 0);
      old.forEach((grams, plate) => (sums[plate]! -= grams));
      sum -= oldTotal;
      squares -= oldTotal * oldTotal;
    },
    full: () => rows.length === WINDOW,
    variance: () => Math.max(0, squares / rows.length - (sum / rows.length) ** 2),
    means: () => Array.from(sums, (total) => total / rows.length),
  };
}

/**
 * Events of one shelf.
 *
 * @source Falcão et al., "FAIM: Vision and weight sensing fusion framework for autonomous inventory monitoring in convenience
 *         stores", Frontiers in Built Environment 6, 2020: an event while the moving variance of a shelf's sum is high, kept when
 *         the moving mean has changed. Their threshold fits their cells; here it is a multiple of each shelf's own rest.
 */
export function createShelfEvents(shelf: Shelf): (weights: ShelfWeights) => BaselineEvent[] {
  const window = createMovingWindow(shelf.plates.length);
  const last = new Float64Array(shelf.plates.length);
  let quiet: number | undefined;
  let before: readonly number[] | undefined;
  let [high, low] = [0, 0];
  let startedAt: EpochMs | undefined;

  function settle(at: EpochMs, after: readonly number[], variance: number): BaselineEvent | undefined {
    const plates = after.map((grams, plate) => grams - before![plate]!);
    const grams = plates.reduce((a, b) => a + b, 0);
    const gramsError = Math.sqrt((2 * Math.max(variance, quiet!)) / WINDOW) + 1;
    const deviation = Math.sqrt(2 * Math.max(variance, quiet!));
    const event = { shelf, startedAt: startedAt!, settledAt: at, grams, gramsError, deviation, plates };
    return Math.abs(grams) > Math.max(LEAST_CHANGE, DEVIATIONS * gramsError) ? event : undefined;
  }

  function take(at: EpochMs): BaselineEvent | undefined {
    if (!window.full()) return undefined;
    const variance = window.variance();
    quiet ??= variance;
    const isHigh = variance > Math.max(LEAST_VARIANCE, TIMES_QUIET * quiet);
    [high, low] = isHigh ? [high + 1, 0] : [0, low + 1];
    if (startedAt === undefined) {
      if (high >= PERSISTENCE) startedAt = at - (PERSISTENCE * 1000) / 60;
      // The level before is that of the last calm window.
      else if (low >= WINDOW || before === undefined) [before, quiet] = [window.means(), quiet + (variance - quiet) * (isHigh ? 0 : 0.002)];
      return undefined;
    }
    if (low < PERSISTENCE) return undefined;
    const event = settle(at, window.means(), variance);
    startedAt = undefined;
    before = window.means();
    return event;
  }

  return ({ capturedAt, grams }) => grams.flatMap((row, sample) => {
    row.forEach((value, plate) => (last[plate] = value ?? last[plate]!));
    window.push(last.slice());
    return take(capturedAt[sample]!) ?? [];
  });
}
