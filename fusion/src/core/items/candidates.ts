import type { Product, Shelf } from '@walkout/contracts';
import { areNeighbours } from '../shelves/neighbours.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Goods, HeldItem } from './item-reading.ts';
import { placementsOf, stretchesOf } from './placement.ts';
import type { Shares } from './placement.ts';

/** A product that may have moved. */
export interface Candidate {
  readonly product: Product;
  /** The ways it may have stood on the shelf. */
  readonly placements: readonly Shares[];
  /** How likely it is, before looking at weight and place, that it is this one and stands there. */
  readonly prior: number;
  /** The most of it that can have moved. */
  readonly most: number;
}

/** Who puts something back puts it elsewhere than it belongs this often. */
const MISPLACED = 0.1;

/** The plates that changed and those beside them. */
function reachOf(change: WeightChange, shelf: Shelf): Set<string> {
  const changed = shelf.plates.filter(({ id }) => change.plates.some(({ plate }) => plate === id));
  const near = shelf.plates.filter((plate) => changed.some((other) => plate === other || areNeighbours(shelf, plate, other)));
  return new Set(near.map(({ id }) => id));
}

/** Where products belong on this shelf, as far as it is near the change. */
function homesNear(change: WeightChange, { shelf, planogram }: Goods): Map<string, readonly string[]> {
  const near = reachOf(change, shelf);
  const homes = new Map<string, string[]>();
  for (const { product, plates } of planogram) {
    if (plates.some((plate) => near.has(plate))) homes.set(product, [...(homes.get(product) ?? []), ...plates]);
  }
  return homes;
}

/**
 * Products that a change may be: taken, those that stand on the changed plates or beside them; put back, those that somebody holds,
 * mostly in their own place, sometimes in another.
 */
export function candidatesFor(change: WeightChange, goods: Goods, held?: readonly HeldItem[]): Candidate[] {
  const { shelf, products } = goods;
  const homes = homesNear(change, goods);
  const atHome = (product: Product): Shares[] => placementsOf(shelf, stretchesOf(shelf, homes.get(product.id) ?? []), product);
  if (change.grams < 0 || held === undefined) {
    return [...homes.keys()].flatMap((id) => {
      const product = products.get(id);
      return product === undefined ? [] : [{ product, placements: atHome(product), prior: 1, most: Infinity }];
    });
  }
  const anywhere = stretchesOf(shelf, shelf.plates.map(({ id }) => id));
  return held.flatMap(({ product: id, quantity }): Candidate[] => {
    const product = products.get(id);
    if (product === undefined || quantity < 1) return [];
    const astray = { product, placements: placementsOf(shelf, anywhere, product), prior: MISPLACED, most: quantity };
    if (!homes.has(id)) return [astray];
    return [{ product, placements: atHome(product), prior: 1 - MISPLACED, most: quantity }, astray];
  });
}
