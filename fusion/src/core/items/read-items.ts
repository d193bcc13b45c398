import type { Grams, ItemChange, Product } from '@walkout/contracts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { candidatesFor } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import type { Goods, HeldItem, ItemReading } from './item-reading.ts';
import { placeLikelihood, placeLikelihoodOfTwo, placementsOf, shownShares, stretchesOf } from './placement.ts';

/** Before looking: one article, several of one kind (each further one this much rarer), articles of two kinds, no article of the store. */
const SEVERAL = 0.15;
const MIXED = 0.03;
const UNKNOWN = 0.01;
/** The heaviest thing that is put on a shelf or taken from it: an unknown object's weight is anything up to it. */
const HEAVIEST: Grams = 5000;
/** Goods of one kind as a whole are off their catalogue weight by this share (one standard deviation; seen in a real store: up to 9 %). */
const CATALOGUE_ERROR = 0.04;
/** Changes further from a combination's weight than this many standard deviations are not worth placing. */
const FARTHEST = 5;
const MOST_OF_ONE = 6;
const MOST_OF_TWO = 2;

/** A reading with its weight in the sum of all. */
interface Weighed {
  readonly items: readonly { readonly product: Product; readonly quantity: number }[];
  readonly likelihood: number;
}

/** Likelihood of the change's weight when it was these articles, per gram. */
function weightLikelihood(change: WeightChange, items: Weighed['items']): number {
  let mean = 0;
  let variance = change.error ** 2;
  for (const { product, quantity } of items) {
    const { mean: unit, standardDeviation } = product.unitWeight;
    mean += quantity * unit;
    variance += (quantity * unit * CATALOGUE_ERROR) ** 2 + quantity * standardDeviation ** 2;
  }
  const deviations = (Math.abs(change.grams) - mean) / Math.sqrt(variance);
  return Math.abs(deviations) > FARTHEST ? 0 : Math.exp(-(deviations ** 2) / 2) / Math.sqrt(2 * Math.PI * variance);
}

const times = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);

/** Readings as one or more articles of one kind: in one place, or as two heaps. */
function readAlone(change: WeightChange, goods: Goods, candidates: readonly Candidate[]): Weighed[] {
  const shown = shownShares(change, goods.shelf);
  return candidates.flatMap(({ product, placements, prior, most }) =>
    times(Math.min(most, MOST_OF_ONE)).flatMap((quantity) => {
      const weight = weightLikelihood(change, [{ product, quantity }]);
      if (weight === 0) return [];
      const heap = placeLikelihood(shown, placements);
      const place = quantity === 1 ? heap : (heap + placeLikelihoodOfTwo(shown, [placements, placements], 1 / quantity)) / 2;
      return [{ items: [{ product, quantity }], likelihood: weight * place * prior * SEVERAL ** (quantity - 1) }];
    }),
  );
}

/** Readings as articles of two kinds in one grab. */
function readMixed(change: WeightChange, goods: Goods, candidates: readonly Candidate[]): Weighed[] {
  const shown = shownShares(change, goods.shelf);
  const pairs = candidates.flatMap((first, i) => candidates.slice(i + 1).map((second) => [first, second] as const)).filter(([first, second]) => first.product !== second.product);
  return pairs.flatMap(([first, second]) =>
    times(Math.min(first.most, MOST_OF_TWO)).flatMap((a) =>
      times(Math.min(second.most, MOST_OF_TWO)).flatMap((b) => {
        const items = [{ product: first.product, quantity: a }, { product: second.product, quantity: b }];
        const weight = weightLikelihood(change, items);
        if (weight === 0) return [];
        const heavy = a * first.product.unitWeight.mean;
        const part = heavy / (heavy + b * second.product.unitWeight.mean);
        const place = placeLikelihoodOfTwo(shown, [first.placements, second.placements], part);
        return [{ items, likelihood: weight * place * first.prior * second.prior * MIXED * SEVERAL ** (a + b - 2) }];
      }),
    ),
  );
}

/** Likelihoods as probabilities, best first; where nothing fits at all, it was an unknown object. */
function normalised(readings: readonly { readonly items: readonly ItemChange[]; readonly likelihood: number }[]): ItemReading[] {
  const total = readings.reduce((sum, { likelihood }) => sum + likelihood, 0);
  if (total === 0) return [{ items: [], probability: 1 }];
  return readings
    .filter(({ items, likelihood }) => likelihood > 0 || items.length === 0)
    .map(({ items, likelihood }) => ({ items, probability: likelihood / total }))
    .sort((a, b) => b.probability - a.probability);
}

/**
 * Readings of a weight change, best first; their probabilities add up to 1 and "unknown object" (no items) is always one of them.
 *
 * Each combination of articles is weighed by Bayes' rule: how likely is the change's weight, with the errors of scale, catalogue
 * and unit; how likely are the shares that the plates showed, over all places where the goods may have stood; how usual is it.
 *
 * @param held what is in the carts that could have put something back; without it a put-back is read like a take
 * @source     the two kinds of evidence are those of Falcão et al., "FAIM: Vision and Weight Sensing Fusion Framework for Autonomous
 *             Inventory Monitoring in Convenience Stores", Frontiers in Built Environment 6, 2020; joined by Bayes' rule here
 */
export function readItems(change: WeightChange, goods: Goods, held?: readonly HeldItem[]): readonly ItemReading[] {
  const candidates = candidatesFor(change, goods, held);
  const anywhere = placementsOf(goods.shelf, stretchesOf(goods.shelf, goods.shelf.plates.map(({ id }) => id)));
  const unknown: Weighed = { items: [], likelihood: (UNKNOWN * placeLikelihood(shownShares(change, goods.shelf), anywhere)) / HEAVIEST };
  const weighed = [unknown, ...readAlone(change, goods, candidates), ...readMixed(change, goods, candidates)];
  const sign = change.grams < 0 ? 1 : -1;
  const likelihoods = new Map<string, { items: ItemChange[]; likelihood: number }>();
  for (const { items, likelihood } of weighed) {
    const key = items.map(({ product, quantity }) => `${quantity} ${product.id}`).sort().join();
    const same = likelihoods.get(key);
    if (same !== undefined) same.likelihood += likelihood;
    else likelihoods.set(key, { items: items.map(({ product, quantity }) => ({ product: product.id, quantity: sign * quantity })), likelihood });
  }
  return normalised([...likelihoods.values()]);
}
