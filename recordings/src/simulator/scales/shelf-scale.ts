import type { Grams, Metres, Shelf } from '@walkout/contracts';
import type { Random } from '../../random.ts';
import { alongShelf } from '../stock/stock.ts';
import type { Item } from '../stock/stock.ts';
import { createBoardVibration } from './board-vibration.ts';
import { loadShares, standingShares } from './load-shares.ts';

export const SAMPLE_RATE = 60;

/** The load cells of one shelf, 60 readings a second. */
export interface ShelfScale {
  /** An item comes or goes over so many seconds. */
  place(item: Item, seconds: number): void;
  lift(item: Item, seconds: number): void;
  /** A force upon the shelf during the next sample; below zero it pulls. */
  press(along: Metres, grams: Grams): void;
  /** The next reading of each plate, to 0.1 g. */
  step(): Grams[];
}

interface Move {
  readonly shares: Float64Array;
  readonly grams: Grams;
  readonly samples: number;
  done: number;
}

/** Width of the patch that a hand presses on. */
const HAND: Metres = 0.06;
/** Noise at rest: log-normal over boards and over the plates of one; 1 g in the middle, 4 g at the 90th percentile, about 14 g at the 99th. */
const BOARD_NOISE_SPREAD = 0.98;
const PLATE_NOISE_SPREAD = 0.5;
const NOISE_LIMIT: Grams = 20;
/** Part of the noise (as variance) that is the board's swinging. */
const SHARED_NOISE = 0.6;
/** The noise itself comes and goes: spread of its logarithm, and for how long, seconds. Measured: kurtosis 4.6 in the 10th percentile, 8 in the middle. */
const UNREST_SPREAD = 0.65;
/** So that its mean square is 1. */
const UNREST_MEAN = -UNREST_SPREAD * UNREST_SPREAD;
const UNREST_SECONDS = 0.5;
const DRIFT: Grams = 0.4;
const DRIFT_SECONDS = 40;
const TARE: Grams = 25;

/**
 * Load cells as those of a real store behave.
 *
 * @source Fitted to the 348 plates of cps-test-01 of the AiFi NanoStore (quiet seconds for the noise, the traces around its
 *         two events for what hands do): see the constants here, in load-shares.ts, board-vibration.ts and hand-contact.ts
 */
export function createShelfScale(shelf: Shelf, items: readonly Item[], random: Random): ShelfScale {
  const plates = shelf.plates.length;
  const boardNoise = Math.exp(random.normal(0, BOARD_NOISE_SPREAD));
  const noise = shelf.plates.map(() => Math.min(NOISE_LIMIT, boardNoise * Math.exp(random.normal(0, PLATE_NOISE_SPREAD))));
  const board = createBoardVibration(plates, Math.min(NOISE_LIMIT, boardNoise) * Math.sqrt(SHARED_NOISE), { random: random.fork('board'), sampleRate: SAMPLE_RATE });
  const tare = shelf.plates.map(() => random.normal(0, TARE));
  const drift = shelf.plates.map(() => random.normal(0, DRIFT));
  const load = new Float64Array(plates);
  const sharesOf = (item: Item) => standingShares(shelf, alongShelf(shelf, item.place), item.size[0]);
  for (const item of items) sharesOf(item).forEach((share, index) => (load[index]! += share * item.grams));

  let moves: Move[] = [];
  let force = new Float64Array(plates);
  let last = load.slice();
  let unrest = random.normal(UNREST_MEAN, UNREST_SPREAD);

  const begin = (item: Item, grams: Grams, seconds: number) =>
    moves.push({ shares: sharesOf(item), grams, samples: Math.max(1, Math.round(seconds * SAMPLE_RATE)), done: 0 });

  const advanceMoves = () => {
    for (const move of moves) {
      move.done++;
      move.shares.forEach((share, index) => (load[index]! += (share * move.grams) / move.samples));
    }
    moves = moves.filter(({ done, samples }) => done < samples);
  };

  return {
    place: (item, seconds) => void begin(item, item.grams, seconds),
    lift: (item, seconds) => void begin(item, -item.grams, seconds),
    press(along, grams) {
      loadShares(shelf, along, HAND).forEach((share, index) => (force[index]! += share * grams));
    },
    step() {
      advanceMoves();
      const total = load.map((grams, index) => grams + force[index]!);
      const kicks = total.map((grams, index) => grams - last[index]!);
      [last, force] = [total, new Float64Array(plates)];
      const keep = Math.exp(-1 / (SAMPLE_RATE * UNREST_SECONDS));
      unrest = UNREST_MEAN + keep * (unrest - UNREST_MEAN) + random.normal(0, UNREST_SPREAD * Math.sqrt(1 - keep * keep));
      const strength = Math.exp(unrest);
      const swing = board.step(kicks, strength);
      return noise.map((deviation, index) => {
        drift[index] = drift[index]! * (1 - 1 / (SAMPLE_RATE * DRIFT_SECONDS)) + random.normal(0, DRIFT * Math.sqrt(2 / (SAMPLE_RATE * DRIFT_SECONDS)));
        const own = random.normal(0, deviation * Math.sqrt(1 - SHARED_NOISE) * strength);
        return Math.round((total[index]! + tare[index]! + drift[index]! + swing[index]! + own) * 10) / 10;
      });
    },
  };
}
