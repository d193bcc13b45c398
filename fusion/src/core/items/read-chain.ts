import type { Grams, Shelf } from '@walkout/contracts';
import { asksOnce } from '../asks-once.ts';
import { mergeChanges } from '../shelves/merge-changes.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { MovedItem, WeighedReading } from './item-reading.ts';

/** One handling of goods: one change, or several that were one. */
export interface Handling {
  readonly change: WeightChange;
  readonly items: readonly MovedItem[];
}

/** One way to read a chain of changes: the handlings it was, in order. */
export interface ChainReading {
  readonly handlings: readonly Handling[];
  readonly probability: number;
}

/** A hand rests on the goods long enough to look like a load of its own this often in a handling … */
const RESTS = 0.02;
/** … with any weight up to this. */
const HEAVIEST_HAND: Grams = 3000;
/** What is picked up and set down again in one go weighs the same to within this, besides the scale's error. */
const SET_DOWN_ERROR: Grams = 2;
/** A load that rests for a moment is weighed this badly, as a share of it: a hand presses now more, now less, and boards bend late. */
const MOMENTARY_ERROR = 0.015;
/** Readings of one handling that are followed up; and of the whole chain. */
const READINGS_OF_ONE = 8;
const READINGS_KEPT = 16;

interface Weighed {
  readonly handlings: readonly Handling[];
  readonly likelihood: number;
}

/** That in the end nothing was moved: picked up and set down in the same place, or only touched. */
function nothingMoved({ error, plates }: WeightChange, run: readonly WeightChange[]): WeighedReading {
  const slack = Math.hypot(SET_DOWN_ERROR, MOMENTARY_ERROR * Math.max(...run.map(({ grams }) => Math.abs(grams))));
  const squares = plates.reduce((sum, plate) => sum + (plate.grams / Math.hypot(plate.error, slack)) ** 2, 0);
  return { items: [], likelihood: Math.exp(-squares / 2) / (Math.hypot(error, slack) * Math.sqrt(2 * Math.PI)) };
}

/** All ways to cut a list into consecutive runs. */
function partitions<T>(list: readonly T[]): (readonly (readonly T[])[])[] {
  if (list.length === 0) return [[]];
  return list.flatMap((_, i) => partitions(list.slice(i + 1)).map((rest) => [list.slice(0, i + 1), ...rest]));
}

/**
 * Reads successive changes of one place: each may be a handling of its own, or several of them one: a hand that rests on a plate
 * before it takes, a pick so slow that the scale comes to rest half-way, a pack picked up and set down again.
 *
 * @param chain   changes of one shelf in the order of time, each near the one before
 * @param weigh   readings of one handling with their likelihoods
 * @returns       likeliest first; probabilities add up to 1, save for what is too unlikely to follow up
 */
export function readChain(shelf: Shelf, chain: readonly WeightChange[], weigh: (handling: WeightChange) => readonly WeighedReading[]): ChainReading[] {
  // The same run stands in several partitions.
  const weighed = asksOnce((run: readonly WeightChange[]) => {
    const change = mergeChanges(shelf, run);
    const readings = [...weigh(change), ...(run.length > 1 ? [nothingMoved(change, run)] : [])].sort((a, b) => b.likelihood - a.likelihood).slice(0, READINGS_OF_ONE);
    return { change, readings };
  }, (run) => run.map(({ id }) => id).join());
  const all = partitions(chain).flatMap((runs) =>
    runs.reduce<Weighed[]>((ways, run) => {
      const { change, readings } = weighed(run);
      const rests = (RESTS / HEAVIEST_HAND) ** (run.length - 1);
      return ways.flatMap(({ handlings, likelihood }) =>
        readings.map((reading): Weighed => ({
          handlings: [...handlings, { change, items: reading.items }],
          likelihood: likelihood * reading.likelihood * rests,
        })));
    }, [{ handlings: [], likelihood: 1 }]));
  const total = all.reduce((sum, { likelihood }) => sum + likelihood, 0);
  if (total === 0) return [];
  return all
    .sort((a, b) => b.likelihood - a.likelihood)
    .slice(0, READINGS_KEPT)
    .map(({ handlings, likelihood }) => ({ handlings, probability: likelihood / total }));
}
