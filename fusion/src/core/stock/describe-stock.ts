import type { EpochMs, Grams, PlanogramEntry, Shelf, ShelfStock } from '@walkout/contracts';
import { isUnknownObject } from '../carts/unknown-object.ts';
import type { Stray, UnitWeight } from '../items/item-reading.ts';
import type { CellState } from '../shelves/shelf-watcher.ts';

/** What a stock is counted from. */
export interface Weighed {
  readonly cells: readonly CellState[];
  /** What belongs on this shelf. */
  readonly planogram: readonly PlanogramEntry[];
  /** What stands astray on this shelf. */
  readonly strays: readonly Stray[];
  readonly weightOf: (product: string) => UnitWeight;
}

/** So few are soon sold out. */
const LOW = 2;

type ProductStock = ShelfStock['products'][number];
type PlateStock = ShelfStock['plates'][number];

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Load of some plates without what stands astray on them; `undefined` when one of their cells says nothing. */
function loadOf(shelf: Shelf, plates: readonly string[], { cells, strays }: Weighed): Grams | undefined {
  let sum = 0;
  for (const [index, { id }] of shelf.plates.entries()) {
    if (!plates.includes(id)) continue;
    const grams = cells[index]?.grams;
    if (grams === undefined) return undefined;
    sum += grams - strays.reduce((load, stray) => load + stray.quantity * stray.weight.mean * (stray.shares[index] ?? 0), 0);
  }
  return sum;
}

/** Units of a product in its own place; `undefined` where its cells are silent or other goods share its plates. */
function countAtHome(shelf: Shelf, { product, plates }: PlanogramEntry, weighed: Weighed): ProductStock | undefined {
  const own = plates.filter((plate) => shelf.plates.some(({ id }) => id === plate));
  const isShared = weighed.planogram.some((other) => other.product !== product && other.plates.some((plate) => own.includes(plate)));
  const load = own.length === 0 || isShared ? undefined : loadOf(shelf, own, weighed);
  const { mean } = weighed.weightOf(product);
  return load === undefined || mean <= 0 ? undefined : { product, quantity: Math.max(0, Math.round(load / mean)), plates: own, misplaced: false };
}

const platesOfStray = (shelf: Shelf, { shares }: Stray): string[] => shelf.plates.filter((_, index) => (shares[index] ?? 0) >= 0.2).map(({ id }) => id);

/**
 * What stands on a shelf: loads and cells as weighed, units counted by their weight in their own place, and what people put down astray.
 * Products whose plates are shared with others are left out: their load does not say which is which.
 */
export function describeStock(shelf: Shelf, capturedAt: EpochMs, weighed: Weighed): ShelfStock {
  const atHome = weighed.planogram.flatMap((entry) => countAtHome(shelf, entry, weighed) ?? []);
  const conditionOf = ({ plate, health }: CellState): PlateStock['condition'] => {
    if (health !== 'ok') return health;
    const goods = atHome.filter(({ plates }) => plates.includes(plate));
    const quantity = goods.reduce((sum, one) => sum + one.quantity, 0);
    return goods.length === 0 || quantity > LOW ? 'ok' : quantity === 0 ? 'empty' : 'low';
  };
  const astray = weighed.strays
    .filter(({ product }) => !isUnknownObject(product))
    .map((stray): ProductStock => ({ product: stray.product, quantity: stray.quantity, plates: platesOfStray(shelf, stray), misplaced: true }));
  return {
    capturedAt,
    plates: weighed.cells.map((cell): PlateStock => ({ plate: cell.plate, grams: cell.grams === undefined ? null : tenths(cell.grams), condition: conditionOf(cell) })),
    products: [...atHome, ...astray],
  };
}

/** Whether two stocks say the same but for the flicker of the scales. */
export const isSameStock = (a: ShelfStock, b: ShelfStock): boolean =>
  JSON.stringify([a.products, a.plates.map(({ condition }) => condition)]) === JSON.stringify([b.products, b.plates.map(({ condition }) => condition)]);
