import type { EpochMs, Grams } from '@walkout/contracts';
import { createSteadyWindow } from './steady-window.ts';
import type { WindowState } from './steady-window.ts';

/** One cell went from one steady level to another. */
export interface CellStep {
  readonly startedAt: EpochMs;
  /** The first moment of the steady stretch that the new level was read from. */
  readonly settledAt: EpochMs;
  readonly grams: Grams;
  /** One standard deviation of `grams`. */
  readonly error: Grams;
}

/** What a cell watcher has learnt of its cell while that was at rest; plain data. */
export interface CellMemory {
  readonly level?: Grams;
  readonly noise: Grams;
  readonly samples: number;
  /** What the cell showed last, and since when. */
  readonly shows?: { readonly grams: Grams; readonly since: EpochMs; readonly at: EpochMs };
}

/** Watches the readings of one load cell for steps from one steady level to another. */
export interface CellWatcher {
  /** Takes in the mean of the next slot; `null`: no reading. Returns the step that is now complete. */
  observe(at: EpochMs, grams: Grams | null): CellStep | undefined;
  /** Since when the cell has been away from its steady level. */
  movingSince(): EpochMs | undefined;
  /** Whether the cell has shown anything but one same value of late, as seen from a moment. */
  alive(at: EpochMs): boolean;
  /** The steady level; `undefined` before there was one, or when the cell gives no readings. */
  level(): Grams | undefined;
  /** Standard deviation of the difference between the means of two successive quarter seconds at rest. */
  noise(): Grams;
  memory(): CellMemory;
}

/** A departure, a return and a step are told from noise at this many of its standard deviations. */
const CERTAIN = 5;
/** A level is steady when halves, and middle and ends, differ by no more than this many standard deviations of the noise … */
const STEADY = 3;
/** … or by this share of the change: finer than goods of one kind differ among themselves. */
const STEADY_SHARE = 0.01;
/** Real cells creep by this much after a touch; with less quiet noise than this a cell would report its own creep. */
const LEAST_NOISE: Grams = 0.3;
/** Time constants: how fast the level follows drift, how fast the noise is learnt at rest, and away from rest. */
const DRIFT_MS = 2000;
const NOISE_MS = 5000;
const NOISE_MOVING_MS = 30_000;
/** A board may ring for so long after a light change before the change must stand out. */
const RINGS_MS = 1500;
/** The first so many slots, before there is a noise to speak of, are believed as they are. */
const FIRST_SLOTS = 10;
/** A cell whose reading has not changed at all for so long is taken for dead. */
const DEAD_MS = 3000;
/** The mean of |x| over its standard deviation, normal distribution. */
const MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

/**
 * Makes the watcher of a cell. Level and noise are learnt from the cell itself, because the noise of real cells differs a hundredfold:
 * noise is the standard deviation, at rest, of the difference between the means of two successive quarter seconds, so that
 * the shaking of the furniture (6 to 10 Hz in real ones) counts as little as it disturbs.
 *
 * @param before what another watcher knew of the cell
 */
export function createCellWatcher(before?: CellMemory): CellWatcher {
  const window = createSteadyWindow();
  let level = before?.level;
  let noise = before?.noise ?? 0;
  let learnt = before?.samples ?? 0;
  let startedAt: EpochMs | undefined;
  let lastAt = before?.shows?.at ?? -Infinity;
  let lastGrams = before?.shows?.grams ?? NaN;
  let variedAt = before?.shows?.since ?? -Infinity;

  const sigma = () => Math.max(noise, LEAST_NOISE);

  function learn(state: WindowState, stepMs: number): void {
    const rate = startedAt === undefined ? Math.max(stepMs / NOISE_MS, 1 / ++learnt) : stepMs / NOISE_MOVING_MS;
    const sample = Math.abs(state.difference) / MEAN_ABSOLUTE;
    // Clipped, so that one touch does not deafen a quiet cell; a cell that grows noisy is still followed, step by step.
    noise += rate * (learnt > FIRST_SLOTS ? Math.min(sample, 4 * sigma()) - noise : sample - noise);
  }

  function follow(state: WindowState, stepMs: number): CellStep | undefined {
    if (level === undefined) {
      level = state.level;
      return undefined;
    }
    const away = CERTAIN * sigma();
    if (startedAt === undefined) {
      if (Math.abs(state.newer - level) > away) startedAt = window.firstBeyond(level, away);
      else level += (state.level - level) * Math.min(1, stepMs / DRIFT_MS);
      return undefined;
    }
    const change = state.level - level;
    const unrest = Math.max(Math.abs(state.difference), Math.abs(state.bulge));
    if (unrest > Math.max(STEADY * sigma(), STEADY_SHARE * Math.abs(change))) return undefined;
    const error = Math.SQRT2 * Math.max(sigma(), state.error);
    const step = { startedAt, settledAt: state.from, grams: change, error };
    // Something changed, and the board still rings too much to be sure of it: it will be quieter.
    if (Math.abs(change) > away && Math.abs(change) < CERTAIN * error && lastAt - startedAt < RINGS_MS) return undefined;
    startedAt = undefined;
    level = state.level;
    return Math.abs(change) > away ? step : undefined;
  }

  return {
    observe(at, grams) {
      if (grams === null) return undefined;
      if (grams !== lastGrams) variedAt = at;
      lastGrams = grams;
      const stepMs = Math.min(at - lastAt, DRIFT_MS);
      lastAt = at;
      const state = window.add(at, grams);
      if (state === undefined) return undefined;
      learn(state, stepMs);
      return follow(state, stepMs);
    },
    movingSince: () => startedAt,
    alive: (at) => at - variedAt < DEAD_MS,
    level: () => level,
    noise: sigma,
    memory: () => ({
      noise,
      samples: learnt,
      ...(level === undefined ? {} : { level }),
      ...(Number.isNaN(lastGrams) ? {} : { shows: { grams: lastGrams, since: variedAt, at: lastAt } }),
    }),
  };
}
