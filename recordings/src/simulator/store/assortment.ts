import type { Product } from '@walkout/contracts';
import type { Random } from '../../random.ts';
import { barcodeOf, CATALOGUE, slugOf, unitWeightOf } from './catalogue.ts';

/** Kinds of one product differ by this in weight: spread of the logarithm. */
const KIND_SPREAD = 0.3;
/** Neighbours that are hard to tell apart weigh within this part of each other. */
const TWIN_DIFFERENCE = 0.02;
const MOST_IN_A_FAMILY = 4;

const tenth = (value: number): number => Math.round(value * 10) / 10;

function variantOf(base: Product, { name, grams, index }: { name: string; grams: number; index: number }): Product {
  return { ...base, id: slugOf(name), name, barcode: barcodeOf(1000 + index), unitWeight: unitWeightOf(tenth(grams)) };
}

/** A wide range of goods: each of the catalogue in as many kinds as it takes, of other weights. */
export function wideAssortment(random: Random, count: number): Product[] {
  return Array.from({ length: count }, (_, index) => {
    const base = CATALOGUE[index % CATALOGUE.length]!;
    const kind = Math.floor(index / CATALOGUE.length) + 1;
    const grams = base.unitWeight.mean * Math.exp(random.normal(0, KIND_SPREAD));
    return { product: variantOf(base, { name: `${base.name}, kind ${kind}`, grams, index }), order: random.next() };
  }).sort((a, b) => a.order - b.order).map(({ product }) => product);
}

/** Goods in families of two to four of one form that weigh nearly the same and stand side by side. */
export function twinAssortment(random: Random, count: number): Product[] {
  const products: Product[] = [];
  for (let family = 0; products.length < count; family++) {
    const base = random.pick(CATALOGUE);
    const grams = base.unitWeight.mean * Math.exp(random.normal(0, KIND_SPREAD));
    for (let member = random.integer(2, MOST_IN_A_FAMILY); member > 0; member--) {
      const own = grams * (1 + random.uniform(-TWIN_DIFFERENCE, TWIN_DIFFERENCE) / 2);
      products.push(variantOf(base, { name: `${base.name}, family ${family + 1} kind ${member}`, grams: own, index: products.length }));
    }
  }
  return products.slice(0, count);
}
