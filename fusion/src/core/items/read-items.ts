import type { Grams } from '@walkout/contracts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { putCandidates, takenCandidates } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import type { Goods, HeldItem, MovedItem, WeighedReading } from './item-reading.ts';
import { placeLikelihood, placeLikelihoodOfTwo, placementsOf, shownShares, stretchesOf } from './placement.ts';
import type { ShownShares } from './placement.ts';

/** Before looking: one article, several of one kind (each further one this much rarer), articles of two kinds. */
const SEVERAL = 0.15;
const MIXED = 0.03;
/** No article of the store: people set bags down at times; what they take and nobody knows of was set down unseen. */
const UNKNOWN_TAKEN = 0.001;
const UNKNOWN_PUT = 0.01;
/** The heaviest thing that is put on a shelf or taken from it: an unknown object's weight is anything up to it. */
const HEAVIEST: Grams = 5000;
/** Changes further from a combination's weight than this many standard deviations are not worth placing. */
const FARTHEST = 5;
const MOST_OF_ONE = 6;
const MOST_OF_TWO = 3;

interface Some {
  readonly candidate: Candidate;
  readonly quantity: number;
}

/** Likelihood of the change's weight when it was these articles, per gram. */
function weightLikelihood(change: WeightChange, some: readonly Some[]): number {
  let mean = 0;
  let variance = change.error ** 2;
  for (const { candidate: { weight }, quantity } of some) {
    mean += quantity * weight.mean;
    variance += (quantity * weight.meanError) ** 2 + quantity * weight.spread ** 2;
  }
  const deviations = (Math.abs(change.grams) - mean) / Math.sqrt(variance);
  return Math.abs(deviations) > FARTHEST ? 0 : Math.exp(-(deviations ** 2) / 2) / Math.sqrt(2 * Math.PI * variance);
}

const times = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);
const moved = ({ candidate: { product, stray }, quantity }: Some, sign: number): MovedItem => ({
  product, quantity: sign * quantity, ...(stray === undefined ? {} : { stray }),
});

/** Readings as one or more articles of one kind: in one place, or as two heaps. */
function readAlone(change: WeightChange, shown: ShownShares, candidates: readonly Candidate[]): WeighedReading[] {
  const sign = change.grams < 0 ? 1 : -1;
  return candidates.flatMap((candidate) =>
    times(Math.min(candidate.most, MOST_OF_ONE)).flatMap((quantity) => {
      const some = { candidate, quantity };
      const weight = weightLikelihood(change, [some]);
      if (weight === 0) return [];
      const { placements, prior } = candidate;
      const heap = placeLikelihood(shown, placements);
      const place = quantity === 1 ? heap : (heap + placeLikelihoodOfTwo(shown, [placements, placements], 1 / quantity)) / 2;
      return [{ items: [moved(some, sign)], likelihood: weight * place * prior * SEVERAL ** (quantity - 1) }];
    }),
  );
}

/** Readings as articles of two kinds in one grab. */
function readMixed(change: WeightChange, shown: ShownShares, candidates: readonly Candidate[]): WeighedReading[] {
  const sign = change.grams < 0 ? 1 : -1;
  // What is held is put down at home or astray; what is taken may have stood in both places.
  const differ = (a: Candidate, b: Candidate) => a.product !== b.product || (sign > 0 && a.stray !== b.stray);
  const pairs = candidates.flatMap((first, i) => candidates.slice(i + 1).map((second) => [first, second] as const)).filter(([a, b]) => differ(a, b));
  return pairs.flatMap(([first, second]) =>
    times(Math.min(first.most, MOST_OF_TWO)).flatMap((a) =>
      times(Math.min(second.most, MOST_OF_TWO)).flatMap((b) => {
        const some = [{ candidate: first, quantity: a }, { candidate: second, quantity: b }];
        const weight = weightLikelihood(change, some);
        if (weight === 0) return [];
        const heavy = a * first.weight.mean;
        const part = heavy / (heavy + b * second.weight.mean);
        const place = placeLikelihoodOfTwo(shown, [first.placements, second.placements], part);
        return [{ items: some.map((one) => moved(one, sign)), likelihood: weight * place * first.prior * second.prior * MIXED * SEVERAL ** (a + b - 2) }];
      }),
    ),
  );
}

const keyOf = (items: readonly MovedItem[]): string => items.map(({ product, quantity, stray }) => `${quantity} ${product} ${stray ?? ''}`).sort().join();

/** Readings that say the same, joined; likeliest first. */
export function joinReadings(readings: readonly WeighedReading[]): WeighedReading[] {
  const joined = new Map<string, WeighedReading>();
  for (const { items, likelihood } of readings) {
    const key = keyOf(items);
    joined.set(key, { items, likelihood: (joined.get(key)?.likelihood ?? 0) + likelihood });
  }
  return [...joined.values()].filter(({ likelihood }) => likelihood > 0).sort((a, b) => b.likelihood - a.likelihood);
}

/** How likely the change is as that of an object that is no product, or of none that fits. */
function unknownLikelihood(shown: ShownShares, { shelf }: Goods): number {
  const anywhere = placementsOf(shelf, stretchesOf(shelf, shelf.plates.map(({ id }) => id)));
  return placeLikelihood(shown, anywhere) / HEAVIEST;
}

/**
 * Readings of a weight change, each with its likelihood. That it was an unknown object is always one of them.
 *
 * Each combination of articles is weighed by Bayes' rule: how likely is the change's weight, with the errors of scale, catalogue
 * and unit; how likely are the shares that the plates showed, over all places where the goods may have stood; how usual is it.
 *
 * @param held    what those may hold who may have put something down; not asked for takes
 * @param unknown the name that an unknown object gets
 * @source        the two kinds of evidence are those of Falcão et al., "FAIM: Vision and Weight Sensing Fusion Framework for Autonomous
 *                Inventory Monitoring in Convenience Stores", Frontiers in Built Environment 6, 2020; joined by Bayes' rule here
 */
export function weighReadings(change: WeightChange, goods: Goods, { held, unknown }: { readonly held: readonly HeldItem[]; readonly unknown: string }): WeighedReading[] {
  const isTake = change.grams < 0;
  const shown = shownShares(change, goods.shelf);
  const candidates = isTake ? takenCandidates(change, goods) : putCandidates(change, goods, held);
  const object: MovedItem = isTake ? { product: unknown, quantity: 1 } : { product: unknown, quantity: -1, stray: true };
  return joinReadings([
    { items: [object], likelihood: (isTake ? UNKNOWN_TAKEN : UNKNOWN_PUT) * unknownLikelihood(shown, goods) },
    ...readAlone(change, shown, candidates),
    ...readMixed(change, shown, candidates),
  ]);
}
