import type { FloorPoint, Grams, Metres, PlanogramEntry, Plate, Product, Shelf, StoreLayout, StorePoint, Vector3 } from '@walkout/contracts';
import type { Random } from '../../random.ts';

/** One pack: where it belongs and what it truly weighs. */
export interface Item {
  readonly id: string;
  readonly product: string;
  readonly shelf: string;
  /** Plates its product stands on. */
  readonly plates: readonly string[];
  /** Middle of its bottom when it stands in its place. */
  readonly place: StorePoint;
  /** Width along the shelf, depth into it, height. */
  readonly size: Vector3;
  readonly grams: Grams;
}

/** Real packs are this far off their catalogue weight at most, all of one product alike (as measured in a real store). */
const CATALOGUE_ERROR = 0.09;
const GAP: Metres = 0.015;
const MIN_FACINGS = 3;
const MAX_FACINGS = 6;
const DEFAULT_SIZE: Vector3 = [0.08, 0.08, 0.15];

/** Goods as they stand when the store opens: three to six packs of each product, as near to the front as they go. */
export function stockStore(layout: StoreLayout, random: Random): Item[] {
  return layout.planogram.flatMap((entry) => {
    const product = layout.products.find(({ id }) => id === entry.product)!;
    const shelf = layout.shelves.find(({ plates }) => plates.some(({ id }) => id === entry.plates[0]))!;
    return packsOf({ product, shelf, entry }, random.fork(product.id));
  });
}

/** What packs of a product truly weigh in the middle, drawn from the product's own stream as {@link stockStore} does. */
export const trueMeanOf = ({ unitWeight: { mean } }: Product, random: Random): Grams =>
  mean * (1 + random.uniform(-CATALOGUE_ERROR, CATALOGUE_ERROR));

export const sizeOf = ({ size }: Product): Vector3 => size ?? DEFAULT_SIZE;

/** The same pack in another place. */
export const moved = (item: Item, { shelf, plates, place }: Pick<Item, 'shelf' | 'plates' | 'place'>): Item => ({ ...item, shelf, plates, place });

interface Facing {
  readonly product: Product;
  readonly shelf: Shelf;
  readonly entry: PlanogramEntry;
}

function packsOf({ product, shelf, entry }: Facing, random: Random): Item[] {
  const plates = shelf.plates.filter(({ id }) => entry.plates.includes(id));
  const size = sizeOf(product);
  const { standardDeviation } = product.unitWeight;
  const trueMean = trueMeanOf(product, random);
  const room = plates.reduce((sum, { width }) => sum + width, 0);
  const columns = Math.max(1, Math.min(MAX_FACINGS, Math.floor(room / (size[0] + 2 * GAP))));
  const rows = Math.max(1, Math.floor(plates[0]!.depth / (size[1] + GAP)));
  const count = Math.min(columns * rows, random.integer(MIN_FACINGS, MAX_FACINGS));
  const used = Math.min(columns, Math.ceil(count / Math.min(rows, 2)));
  const pitch = room / used;
  return Array.from({ length: count }, (_, index): Item => {
    const along = ((index % used) + 0.5) * pitch - room / 2 + random.uniform(-0.3, 0.3) * (pitch - size[0] - GAP);
    const into = GAP + size[1] / 2 + Math.floor(index / used) * (size[1] + GAP);
    return {
      id: `${product.id}-${index + 1}`,
      product: product.id,
      shelf: shelf.id,
      plates: entry.plates,
      place: placeOn(shelf, plates, { along, into }),
      size: [...size],
      grams: random.normal(trueMean, standardDeviation),
    };
  });
}

/** A point on neighbouring plates: `along` from their common middle to the shopper's right, `into` from the front edge. */
export function placeOn(shelf: Shelf, plates: readonly Plate[], { along, into }: { along: Metres; into: Metres }): StorePoint {
  const [dx, dy] = [Math.cos(shelf.facing), Math.sin(shelf.facing)];
  const mean = (axis: 0 | 1) => plates.reduce((sum, { centre }) => sum + centre[axis], 0) / plates.length;
  const out = plates[0]!.depth / 2 - into;
  return [mean(0) + dx * out - dy * along, mean(1) + dy * out + dx * along, plates[0]!.centre[2]];
}

/** Where a point is along a shelf, metres from its first plate's centre towards the shopper's right. */
export function alongShelf(shelf: Shelf, [x, y]: FloorPoint | StorePoint): Metres {
  const [originX, originY] = shelf.plates[0]!.centre;
  return -(x - originX) * Math.sin(shelf.facing) + (y - originY) * Math.cos(shelf.facing);
}
