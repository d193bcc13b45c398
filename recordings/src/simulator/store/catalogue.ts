import type { Grams, Metres, MinorUnits, Product } from '@walkout/contracts';

type Row = readonly [name: string, grams: Grams, price: MinorUnits, size: readonly [width: Metres, depth: Metres, height: Metres], taxClass?: 'standard'];

/** Invented goods, of the weights and sizes such goods have. Food where no other tax class is said. */
const ROWS: readonly Row[] = [
  ['Oat drink 1 l', 1062, 219, [0.075, 0.075, 0.23]],
  ['Whole milk 1 l', 1050, 149, [0.075, 0.075, 0.22]],
  ['Apple juice 0.7 l', 1185, 199, [0.08, 0.08, 0.27]],
  ['Still water 0.5 l', 522, 79, [0.065, 0.065, 0.22], 'standard'],
  ['Sparkling water 1.5 l', 1560, 99, [0.09, 0.09, 0.31], 'standard'],
  ['Lemonade 0.33 l', 365, 129, [0.066, 0.066, 0.15], 'standard'],
  ['Cold coffee 250 ml', 290, 189, [0.07, 0.07, 0.13]],
  ['Yoghurt plain 500 g', 526, 139, [0.1, 0.1, 0.11]],
  ['Yoghurt cherry 150 g', 161, 69, [0.07, 0.07, 0.08]],
  ['Butter 250 g', 256, 259, [0.1, 0.065, 0.05]],
  ['Cream cheese 200 g', 222, 179, [0.1, 0.08, 0.06]],
  ['Gouda slices 150 g', 166, 229, [0.13, 0.04, 0.17]],
  ['Eggs box of six', 402, 239, [0.15, 0.1, 0.07]],
  ['Hummus 175 g', 196, 199, [0.1, 0.1, 0.06]],
  ['Tomato soup 400 g', 468, 249, [0.075, 0.075, 0.11]],
  ['Chick peas 400 g', 478, 99, [0.075, 0.075, 0.11]],
  ['Spaghetti 500 g', 508, 159, [0.09, 0.05, 0.27]],
  ['Penne 500 g', 511, 159, [0.13, 0.07, 0.22]],
  ['Basmati rice 1 kg', 1012, 329, [0.13, 0.07, 0.22]],
  ['Red lentils 500 g', 506, 219, [0.11, 0.06, 0.18]],
  ['Tomato passata 690 g', 1046, 189, [0.085, 0.085, 0.21]],
  ['Olive oil 0.5 l', 886, 699, [0.07, 0.07, 0.27]],
  ['Rapeseed honey 500 g', 752, 549, [0.085, 0.085, 0.12]],
  ['Strawberry jam 340 g', 548, 279, [0.075, 0.075, 0.12]],
  ['Muesli with nuts 750 g', 778, 389, [0.15, 0.08, 0.24]],
  ['Corn flakes 375 g', 431, 249, [0.19, 0.07, 0.29]],
  ['Ground coffee 250 g', 262, 449, [0.085, 0.06, 0.17]],
  ['Green tea 20 bags', 58, 229, [0.13, 0.065, 0.08]],
  ['Sea salt crisps 150 g', 166, 199, [0.19, 0.08, 0.27]],
  ['Salted peanuts 200 g', 207, 189, [0.12, 0.05, 0.16]],
  ['Dark chocolate 100 g', 106, 179, [0.08, 0.03, 0.16]],
  ['Milk chocolate 300 g', 312, 399, [0.11, 0.04, 0.22]],
  ['Oat biscuits 250 g', 268, 169, [0.07, 0.07, 0.2]],
  ['Chewing gum', 28, 119, [0.06, 0.03, 0.08]],
  ['Mint drops 50 g', 57, 149, [0.06, 0.03, 0.1]],
  ['Sesame bar', 15.5, 59, [0.05, 0.03, 0.12]],
  ['Rye bread 500 g', 512, 249, [0.16, 0.1, 0.12]],
  ['Wheat flour 1 kg', 1009, 99, [0.11, 0.08, 0.18]],
  ['Dish soap 500 ml', 561, 169, [0.085, 0.055, 0.22], 'standard'],
  ['Toothpaste 75 ml', 112, 199, [0.05, 0.04, 0.19], 'standard'],
];

/** Spread from unit to unit of packed goods, as a share of their weight; never under half a gram. */
const UNIT_SPREAD = 0.008;
export const unitWeightOf = (grams: Grams): Product['unitWeight'] =>
  ({ mean: grams, standardDeviation: Math.max(0.5, Math.round(grams * UNIT_SPREAD * 10) / 10) });

export const slugOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');

/** The last digit of a GTIN-13: the weighted digit sum becomes a multiple of ten. */
export function barcodeOf(index: number): string {
  // 20…29 are free for use within a company.
  const digits = `20${String(4711_0000 + index * 37).padStart(10, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The goods of the simulated stores. */
export const CATALOGUE: readonly Product[] = ROWS.map(([name, grams, price, size, taxClass = 'food'], index) => ({
  id: slugOf(name),
  name,
  barcode: barcodeOf(index),
  price,
  taxClass,
  unitWeight: unitWeightOf(grams),
  size: [...size],
}));

export const TAX_CLASSES = [
  { id: 'food', name: 'Food', basisPoints: 700 },
  { id: 'standard', name: 'Other goods', basisPoints: 1900 },
];
