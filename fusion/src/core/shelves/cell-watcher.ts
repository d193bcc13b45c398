import type { EpochMs, Grams, Milliseconds } from '@walkout/contracts';
import { createCellNoise, RINGS_MS } from './cell-noise.ts';
import type { Span } from './spans.ts';
import { createRestWindow } from './rest-window.ts';
import { createSteadyWindow, GAP_MS } from './steady-window.ts';
import type { WindowState } from './steady-window.ts';

/** One cell went from one steady level to another. */
export interface CellStep extends Span {
  readonly grams: Grams;
  /** One standard deviation of `grams`. */
  readonly error: Grams;
  /** Too light for the noise of half a second: only two seconds of rest told it. */
  readonly isFaint: boolean;
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
  /** When it last moved, from its start until it was steady again. */
  lastMoved(): Span | undefined;
  /** Since when it has been moving, or in doubt whether a faint step was made. */
  pendingSince(): EpochMs | undefined;
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
/** Time constant with which the level follows what the cell shows. */
const DRIFT_MS = 2000;
/** A level is found more closely for so long after a step; from then on it follows drift, which is slower than this, grams a second. */
const NEW_LEVEL_MS = 2500;
const DRIFT_RATE = 0.5;
/** A faint step is told by the mean of so long a rest. */
export const FAINT_REST_MS: Milliseconds = 2000;
/** The noise of that mean's difference from another, as a share of a quarter second's: of white noise; furniture that shakes averages out sooner. */
const FAINT_NOISE = Math.sqrt(250 / FAINT_REST_MS);
/** Nothing that is sold weighs less. */
const LEAST_FAINT: Grams = 3;
/** A plate on which hands are again and again is no longer compared with what it bore before them. */
const LONGEST_DOUBT: Milliseconds = 6000;
/** A cell whose reading has not changed at all for so long is taken for dead. */
const DEAD_MS = 3000;

/**
 * Makes the watcher of a cell. Level and noise are learnt from the cell itself, because the noise of real cells differs a hundredfold.
 * A hand is felt, and most goods are told, by half a second; light goods on a noisy plate by two seconds of rest after the hand.
 *
 * @param before what another watcher knew of the cell
 */
export function createCellWatcher(before?: CellMemory): CellWatcher {
  const window = createSteadyWindow();
  const rest = createRestWindow(FAINT_REST_MS);
  let level = before?.level;
  const noise = createCellNoise(before);
  let startedAt: EpochMs | undefined;
  let moved: Span | undefined;
  /** It has moved, and is steady since then. */
  let calmSince: EpochMs | undefined;
  /** It may have changed by a little since then; what it showed before. */
  let doubt: { readonly since: EpochMs; readonly base: Grams } | undefined;
  let levelAt: EpochMs = -Infinity;
  let lastAt = before?.shows?.at ?? -Infinity;
  let lastGrams = before?.shows?.grams ?? NaN;
  let variedAt = before?.shows?.since ?? -Infinity;

  function beginLevel(state: WindowState): void {
    [level, levelAt] = [state.level, lastAt];
  }

  function followDrift(state: WindowState, stepMs: number): void {
    const towards = (state.level - level!) * Math.min(1, stepMs / DRIFT_MS);
    const most = lastAt - levelAt < NEW_LEVEL_MS ? Infinity : (DRIFT_RATE * stepMs) / 1000;
    level! += Math.max(-most, Math.min(most, towards));
  }

  /** What two seconds of rest tell and half a second does not: a light article gone from a noisy plate. */
  function faintStep(state: WindowState): CellStep | undefined {
    const mean = rest.mean();
    if (mean === undefined) return undefined;
    const error = FAINT_NOISE * noise.sigma();
    const grams = mean - (doubt?.base ?? level!);
    const isStep = Math.abs(grams) > Math.max(CERTAIN * error, LEAST_FAINT);
    const settledAt = rest.from();
    if (doubt === undefined) {
      // The mean of a rest within which the level changed is neither's: another rest tells.
      if (isStep) beginDoubt(settledAt, state);
      return undefined;
    }
    const { since } = doubt;
    doubt = undefined;
    return isStep ? { startedAt: since, settledAt, grams, error, isFaint: true } : undefined;
  }

  function beginDoubt(since: EpochMs, state: WindowState): void {
    rest.clear();
    if (doubt === undefined || since - doubt.since > LONGEST_DOUBT) doubt = { since, base: level! };
    beginLevel(state);
  }

  function follow(state: WindowState, stepMs: number): CellStep | undefined {
    if (level === undefined) {
      beginLevel(state);
      return undefined;
    }
    const away = CERTAIN * noise.sigma();
    if (startedAt === undefined) {
      if (Math.abs(state.newer - level) > away) {
        startedAt = window.firstBeyond(level, away);
        return undefined;
      }
      rest.add(lastAt, lastGrams);
      followDrift(state, stepMs);
      return faintStep(state);
    }
    const change = state.level - level;
    const unrest = Math.max(Math.abs(state.difference), Math.abs(state.bulge));
    if (unrest > Math.max(STEADY * noise.sigma(), STEADY_SHARE * Math.abs(change))) {
      calmSince = undefined;
      return undefined;
    }
    calmSince ??= lastAt;
    const error = Math.SQRT2 * Math.max(noise.sigma(), state.error);
    // Something changed, and the board still rings too much to be sure of it: it will be quieter.
    if (Math.abs(change) > away && Math.abs(change) < CERTAIN * error && lastAt - calmSince < RINGS_MS) return undefined;
    const step = { startedAt, settledAt: state.from, grams: change, error, isFaint: false };
    moved = step;
    [startedAt, calmSince] = [undefined, undefined];
    if (Math.abs(change) <= away) {
      beginDoubt(step.startedAt, state);
      return undefined;
    }
    rest.clear();
    doubt = undefined;
    beginLevel(state);
    return step;
  }

  return {
    observe(at, grams) {
      if (grams === null) return undefined;
      if (grams !== lastGrams) variedAt = at;
      lastGrams = grams;
      const stepMs = Math.min(at - lastAt, DRIFT_MS);
      if (at - lastAt > GAP_MS) rest.clear();
      lastAt = at;
      const state = window.add(at, grams);
      if (state === undefined) return undefined;
      noise.observe(at, state.difference, startedAt !== undefined);
      return follow(state, stepMs);
    },
    movingSince: () => startedAt,
    lastMoved: () => moved,
    pendingSince: () => doubt?.since ?? startedAt,
    alive: (at) => at - variedAt < DEAD_MS,
    level: () => level,
    noise: noise.sigma,
    memory: () => ({
      ...noise.memory(),
      ...(level === undefined ? {} : { level }),
      ...(Number.isNaN(lastGrams) ? {} : { shows: { grams: lastGrams, since: variedAt, at: lastAt } }),
    }),
  };
}
