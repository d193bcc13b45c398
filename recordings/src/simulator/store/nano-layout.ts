import type { Grams, MinorUnits, Product, Radians, StoreLayout, StorePoint } from '@walkout/contracts';
import { wideAssortment } from './assortment.ts';
import { barcodeOf, slugOf, unitWeightOf } from './catalogue.ts';
import { furnish } from './furnish.ts';
import { createRandom } from '../../random.ts';

type Size = readonly [number, number, number];
type Row = readonly [name: string, grams: Grams, price: MinorUnits, size: Size];

const BOTTLE: Size = [0.065, 0.065, 0.22];
const SMALL_BOTTLE: Size = [0.055, 0.055, 0.16];
const LARGE_BOTTLE: Size = [0.09, 0.09, 0.31];
const CHIPS: Size = [0.15, 0.07, 0.23];
const BAR: Size = [0.05, 0.03, 0.14];
const CAN: Size = [0.066, 0.066, 0.12];

/** Six goods a board, as they stand side by side; the first boards are those that the competition's cases are about. */
const BOARDS: readonly (readonly Row[])[] = [
  [
    ['Green soda 0.5 l', 531, 149, BOTTLE], ['Red soda 0.5 l', 531, 149, BOTTLE], ['Blue soda 0.5 l', 547, 149, BOTTLE],
    ['Still water 0.5 l', 518, 79, BOTTLE], ['Iced tea 0.5 l', 552, 139, BOTTLE], ['Large water 1.5 l', 1545, 99, LARGE_BOTTLE],
  ],
  [
    ['Ginger shot', 152, 199, SMALL_BOTTLE], ['Turmeric shot', 163, 199, SMALL_BOTTLE], ['Small juice 0.2 l', 231, 119, SMALL_BOTTLE],
    ['Small cola 0.25 l', 282, 119, SMALL_BOTTLE], ['Cold coffee 0.25 l', 291, 189, SMALL_BOTTLE], ['Kefir 0.5 l', 529, 159, BOTTLE],
  ],
  [
    ['Chips salted', 161, 199, CHIPS], ['Chips paprika', 168, 199, CHIPS], ['Chips vinegar', 176, 199, CHIPS],
    ['Chips cheese', 192, 219, CHIPS], ['Pretzels', 256, 179, CHIPS], ['Popcorn', 104, 149, CHIPS],
  ],
  [
    ['Nut bar', 44, 119, BAR], ['Oat bar', 51, 99, BAR], ['Dark chocolate bar', 103, 179, BAR],
    ['Milk chocolate bar', 106, 179, BAR], ['Fruit bar', 36, 99, BAR], ['Sesame bar', 61, 89, BAR],
  ],
  [
    ['Tomato soup can', 452, 249, CAN], ['Lentil soup can', 463, 249, CAN], ['Chick peas can', 401, 99, CAN],
    ['Kidney beans can', 409, 99, CAN], ['Sweetcorn can', 327, 119, CAN], ['Tuna can', 198, 229, CAN],
  ],
];

const productsOfBoards = (): Product[] =>
  BOARDS.flat().map(([name, grams, price, size], index) => ({
    id: slugOf(name), name, barcode: barcodeOf(500 + index), price, taxClass: 'food', unitWeight: unitWeightOf(grams), size: [...size],
  }));

const VIEW: Radians = (88 * Math.PI) / 180;
const MIDDLE: StorePoint = [3, 2.2, 0.5];
/** As in the real store: many narrow plates, and each product on two of them. */
const twelvePlates = { plateWidth: 0.15, platesPerBoard: 12 } as const;
const camera = (id: string, x: number, y: number, z: number) => ({ id, eye: [x, y, z] as StorePoint, target: MIDDLE, view: VIEW });

/**
 * A store like that of the AutoCheckout competition: one room, four gondolas of many narrow plates, near twins side by side.
 *
 * @source the AiFi NanoStore's planogram: products of two to three plates of a dozen a shelf, sauces of one weight beside each other
 */
export const nanoLayout = (): StoreLayout =>
  furnish({
    store: 'nano',
    name: 'A very small store',
    floor: [[0, 0], [6, 0], [6, 4.6], [0, 4.6]],
    gates: [
      { id: 'entry', kind: 'entry', from: [0.9, 0], to: [1.8, 0] },
      { id: 'exit', kind: 'exit', from: [4.2, 0], to: [5.1, 0] },
    ],
    gondolas: [
      { id: 'west', name: 'West wall', front: [0.45, 2.4], facing: 0, boards: [0.55, 0.9, 1.25], sides: 1, ...twelvePlates },
      { id: 'north-west', name: 'North wall, west', front: [1.9, 4.15], facing: -Math.PI / 2, boards: [0.55, 0.9, 1.25], sides: 1, ...twelvePlates },
      { id: 'north-east', name: 'North wall, east', front: [4.1, 4.15], facing: -Math.PI / 2, boards: [0.55, 0.9, 1.25], sides: 1, ...twelvePlates },
      { id: 'east', name: 'East wall', front: [5.55, 2.4], facing: Math.PI, boards: [0.55, 0.9, 1.25], sides: 1, ...twelvePlates },
    ],
    cameras: [
      camera('south-west', 0.2, 0.2, 2.8), camera('south-east', 5.8, 0.2, 2.8),
      camera('north-west', 0.2, 4.4, 2.8), camera('north-east', 5.8, 4.4, 2.8),
    ],
    assortment: [...productsOfBoards(), ...wideAssortment(createRandom('nano store'), 42)],
    facings: () => [2],
  });
