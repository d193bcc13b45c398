import type { EpochMs, Grams, Milliseconds } from '@walkout/contracts';

/** Learns how much a cell wavers while nobody is there. */
export interface CellNoise {
  /**
   * Takes in how far the means of two successive quarter seconds lie apart.
   *
   * @param moving whether something is felt on the cell
   */
  observe(at: EpochMs, difference: Grams, moving: boolean): void;
  /** Standard deviation of that difference at rest. */
  sigma(): Grams;
  memory(): { readonly noise: Grams; readonly samples: number };
}

/** Time constants: how fast it is learnt at rest, and away from rest. */
const REST_MS: Milliseconds = 5000;
const MOVING_MS: Milliseconds = 30_000;
const LONGEST_STEP: Milliseconds = 2000;
/** A board that is steady again may ring for so long after a hand, or a light change. */
export const RINGS_MS: Milliseconds = 1500;
/** A hand may work so many slots on a plate before the plate is felt to move. */
const UNFELT_SLOTS = 10;
/** The first so many slots, before there is a noise to speak of, are believed as they are. */
const FIRST_SLOTS = 10;
/** Real cells creep by this much after a touch; with less quiet noise than this a cell would report its own creep. */
const LEAST: Grams = 0.3;
/** One difference says that the noise is greater by no more than this many times, so that one touch does not deafen a quiet cell. */
const MOST_TIMES = 4;
/** The mean of |x| over its standard deviation, normal distribution. */
const MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

/**
 * Noise is what is there when nobody is: what came just before a hand was felt, and while the board still rang after it, is not learnt
 * as fast; a cell that grows noisy is followed all the same, step by step. Of the means of quarter seconds, so that the shaking of the
 * furniture (6 to 10 Hz in real ones) counts as little as it disturbs.
 */
export function createCellNoise(before: { readonly noise: Grams; readonly samples: number } = { noise: 0, samples: 0 }): CellNoise {
  let { noise, samples } = before;
  let waiting: Grams[] = [];
  let movedAt: EpochMs = -Infinity;
  let lastAt: EpochMs = -Infinity;

  const sigma = (): Grams => Math.max(noise, LEAST);
  const isNew = (): boolean => samples <= FIRST_SLOTS;

  function learn(difference: Grams, rate: number): void {
    const sample = Math.abs(difference) / MEAN_ABSOLUTE;
    noise += rate * ((isNew() ? sample : Math.min(sample, MOST_TIMES * sigma())) - noise);
  }

  return {
    observe(at, difference, moving) {
      const stepMs = Math.min(at - lastAt, LONGEST_STEP);
      lastAt = at;
      if (moving) {
        waiting = [];
        movedAt = at;
        learn(difference, stepMs / MOVING_MS);
        return;
      }
      if (!isNew() && at - movedAt < RINGS_MS) return;
      waiting.push(difference);
      if (isNew() || waiting.length > UNFELT_SLOTS) learn(waiting.shift()!, Math.max(stepMs / REST_MS, 1 / ++samples));
    },
    sigma,
    memory: () => ({ noise, samples }),
  };
}
