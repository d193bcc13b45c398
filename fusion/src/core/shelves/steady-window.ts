import type { EpochMs, Grams } from '@walkout/contracts';

/** The last half second of a cell. */
export interface WindowState {
  readonly from: EpochMs;
  /** Mean of the whole window, and of its newer half. */
  readonly level: Grams;
  readonly newer: Grams;
  /** Mean of the newer half less that of the older. */
  readonly difference: Grams;
  /** Mean of the window's middle less that of its ends: the hump or hollow that `difference` does not see. */
  readonly bulge: Grams;
  /** One standard deviation of `level`, from how much the slots differ among themselves. */
  readonly error: Grams;
}

export interface SteadyWindow {
  /** Takes in the mean of the next slot; `undefined` until the window is full. A gap in time empties it. */
  add(at: EpochMs, grams: Grams): WindowState | undefined;
  /** Time of the first slot in the newer half that is further from the level than `away`; of the newest when none is. */
  firstBeyond(level: Grams, away: Grams): EpochMs;
}

const HALF = 5;
const SLOTS = 2 * HALF;
/** Slots at either end that the bulge is measured against. */
const END = 2;
/** More time than this between two slots is a gap. */
export const GAP_MS = 250;

/** A window over the last ten slots (half a second at 50 ms a slot): long enough to average the shaking of furniture out. */
export function createSteadyWindow(): SteadyWindow {
  const grams = new Float64Array(SLOTS);
  const times = new Float64Array(SLOTS);
  let count = 0;

  const at = (i: number) => (count + i) % SLOTS;
  function mean(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += grams[at(i)]!;
    return sum / (to - from);
  }

  return {
    add(time, value) {
      if (count > 0 && time - times[at(SLOTS - 1)]! > GAP_MS) count = 0;
      grams[at(0)] = value;
      times[at(0)] = time;
      count++;
      if (count < SLOTS) return undefined;
      const older = mean(0, HALF);
      const newer = mean(HALF, SLOTS);
      const level = (older + newer) / 2;
      const bulge = mean(END, SLOTS - END) - (mean(0, END) + mean(SLOTS - END, SLOTS)) / 2;
      let squares = 0;
      for (const value of grams) squares += (value - level) ** 2;
      const error = Math.sqrt(squares / (SLOTS - 1) / SLOTS);
      return { from: times[at(0)]!, level, newer, difference: newer - older, bulge, error };
    },
    firstBeyond(level, away) {
      for (let i = HALF; i < SLOTS; i++) if (Math.abs(grams[at(i)]! - level) > away) return times[at(i)]!;
      return times[at(SLOTS - 1)]!;
    },
  };
}
