import type { Grams, Probability, Product, StoreLayout } from '@walkout/contracts';
import type { BaselineEvent } from './shelf-events.ts';

/** C, the weight of where against how much. The description leaves it to the store: of 0.5 to 0.9 this served it best in `mps`. */
const LOCATION_SHARE = 0.75;

interface Normal {
  readonly mean: Grams;
  readonly deviation: Grams;
}

/** Error function, to 1.5e-7. @source Abramowitz & Stegun, "Handbook of Mathematical Functions", 7.1.26 */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y = 1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
  return x < 0 ? -y : y;
}
const below = ({ mean, deviation }: Normal, x: number): number => 0.5 * (1 + erf((x - mean) / (deviation * Math.SQRT2)));

/**
 * The area that two normal distributions share, in [0, 1].
 *
 * @source Inman & Bradley, "The overlapping coefficient as a measure of agreement between probability distributions",
 *         Communications in Statistics: Theory and Methods 18(10), 1989, sections 2 and 3
 */
export function overlap(a: Normal, b: Normal): number {
  const [va, vb] = [a.deviation ** 2, b.deviation ** 2];
  const apart = Math.abs(a.mean - b.mean);
  if (Math.abs(va - vb) < 1e-9) return 1 - erf(apart / (2 * a.deviation * Math.SQRT2));
  const middle = b.mean * va - a.mean * vb;
  const root = a.deviation * b.deviation * Math.sqrt(apart ** 2 + (vb - va) * Math.log(vb / va));
  const [x1, x2] = [(middle + root) / (va - vb), (middle - root) / (va - vb)];
  return 1 - Math.abs(below(b, x1) - below(a, x1)) - Math.abs(below(b, x2) - below(a, x2));
}

export interface ItemScore {
  readonly product: Product;
  readonly score: Probability;
}

/** Each product: C times where (share of each plate's change, times the planogram) and 1 - C times how much (overlap of normals, of one pack), best first. */
export function scoreItems(event: BaselineEvent, { products, planogram }: Pick<StoreLayout, 'products' | 'planogram'>): ItemScore[] {
  const sign = Math.sign(event.grams);
  const moved = event.plates.map((grams) => Math.max(0, sign * grams));
  const total = moved.reduce((sum, grams) => sum + grams, 0) || 1;
  const weight: Normal = { mean: Math.abs(event.grams), deviation: event.deviation };
  const standing = (plate: string) => planogram.filter(({ plates }) => plates.includes(plate));
  return products.map((product): ItemScore => {
    const where = event.shelf.plates.reduce((sum, { id }, index) => {
      const here = standing(id);
      return here.some((entry) => entry.product === product.id) ? sum + moved[index]! / total / here.length : sum;
    }, 0);
    const { mean, standardDeviation } = product.unitWeight;
    const how = overlap(weight, { mean, deviation: Math.max(1, standardDeviation) });
    return { product, score: LOCATION_SHARE * where + (1 - LOCATION_SHARE) * how };
  }).sort((a, b) => b.score - a.score || (a.product.id < b.product.id ? -1 : 1));
}
