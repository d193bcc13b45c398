import type { Grams, Product } from '@walkout/contracts';
import type { UnitWeight } from './item-reading.ts';

/** What has been learnt of a product: the mean weight of its units, and how uncertain that is, grams squared. */
export interface LearntWeight {
  readonly product: string;
  readonly mean: Grams;
  readonly variance: number;
}

/** What units weigh, learnt from what is lifted off the shelves. */
export interface UnitWeights {
  of(product: string): UnitWeight;
  /**
   * A weight change that was surely so many units of a product.
   *
   * @param error one standard deviation of `grams`
   */
  learn(product: string, lifted: { readonly grams: Grams; readonly quantity: number; readonly error: Grams }): void;
  learnt(): readonly LearntWeight[];
}

/** Goods of one kind as a whole are off their catalogue weight by this share, one standard deviation; in a real store up to 9 % was seen. */
const CATALOGUE_ERROR = 0.04;
/** The next delivery may weigh something else: as much doubt as this share of the weight comes back with every unit. */
const DELIVERY_DRIFT = 0.002;
/** Lighter than nothing is nothing. */
const LEAST: Grams = 0.1;

/**
 * Unit weights begin with the catalogue's and are mended by each certain event, as a Kalman filter mends a constant.
 *
 * @param products the catalogue; a product that is not in it weighs nothing known: mean 0 and 1 kg of doubt
 * @param before   what was learnt before
 */
export function createUnitWeights(products: ReadonlyMap<string, Product>, before: readonly LearntWeight[] = []): UnitWeights {
  const learnt = new Map(before.map((weight) => [weight.product, weight]));
  const stateOf = (id: string) => {
    const mean = products.get(id)?.unitWeight.mean;
    return learnt.get(id) ?? (mean === undefined ? { mean: 0, variance: 1e6 } : { mean, variance: (CATALOGUE_ERROR * mean) ** 2 });
  };
  const spreadOf = (id: string): Grams => products.get(id)?.unitWeight.standardDeviation ?? 0;
  return {
    of(id) {
      const { mean, variance } = stateOf(id);
      return { mean, meanError: Math.sqrt(variance), spread: spreadOf(id) };
    },
    learn(id, { grams, quantity, error }) {
      const state = stateOf(id);
      const prior = state.variance + (DELIVERY_DRIFT * state.mean) ** 2;
      const noise = (error / quantity) ** 2 + spreadOf(id) ** 2 / quantity;
      const gain = prior / (prior + noise);
      learnt.set(id, { product: id, mean: Math.max(LEAST, state.mean + gain * (grams / quantity - state.mean)), variance: (1 - gain) * prior });
    },
    learnt: () => [...learnt.values()],
  };
}
