import type { Grams, Product, Shelf, StoreLayout } from '@walkout/contracts';
import type { CartBook } from '../carts/cart-book.ts';
import { isUnknownObject, unknownObjectOf } from '../carts/unknown-object.ts';
import type { HeldItem, MovedItem, Stray, UnitWeight } from '../items/item-reading.ts';
import { shownShares } from '../items/placement.ts';
import type { ChainReading, Handling } from '../items/read-chain.ts';
import { createUnitWeights } from '../items/unit-weights.ts';
import type { LearntWeight } from '../items/unit-weights.ts';
import type { WeightChange } from '../shelves/weight-change.ts';

/** What outlives the visits; plain data. */
export interface LastingGoods {
  readonly weights: readonly LearntWeight[];
  readonly astray: readonly Stray[];
}

/** What is remembered of single goods: what they weighed when they moved, and which of them stand astray. */
export interface GoodsMemory {
  /** Weight of a unit of a product, or of an object that is none. */
  weightOf(product: string): UnitWeight;
  /** The name that an unknown object gets which a change may be. */
  objectOf(change: WeightChange): string;
  /** Remembers what the units weighed that a chain may have taken. */
  weigh(chain: string, readings: readonly ChainReading[]): void;
  /** What units of a product weighed when these events took them. */
  weighed(product: string, events: Iterable<string>): readonly UnitWeight[];
  /** Goods put down astray; the name of the stray that they become. */
  putAstray(item: MovedItem, handling: Handling, shelf: Shelf): string;
  stray(id: string): Stray | undefined;
  /** What may stand astray; as before an event, if one is named. */
  strays(without?: string): Stray[];
  /** Learns unit weights from a reading that is sure. */
  learn(reading: ChainReading): void;
  /** Forgets what no cart and no shelf has any more. */
  forget(): void;
  lasting(): LastingGoods;
}

/** Goods settle a little otherwise each time they are set down: by so much, or this share of their weight. */
const RESETTLING: Grams = 1.5;
const RESETTLING_SHARE = 0.008;

/** Weight of one unit of what alone was moved, as the scale showed it. */
function unitWeightOf({ grams, error }: WeightChange, { quantity }: MovedItem): UnitWeight {
  const size = Math.abs(quantity);
  const mean = Math.abs(grams) / size;
  return { mean, meanError: error / size, spread: Math.hypot(RESETTLING, RESETTLING_SHARE * mean) };
}

/** Readings less likely than this took nothing that may come back. */
const FAR_FETCHED = 1e-4;

const isIn = (list: readonly UnitWeight[], { mean }: UnitWeight): boolean => list.some((one) => one.mean === mean);

/** Lists of what may be held as one: units that several saw are the same ones. */
export function joinHeld(items: readonly HeldItem[]): HeldItem[] {
  const joined = new Map<string, HeldItem>();
  for (const { product, quantity, weighed, byStaff = false } of items) {
    const known = joined.get(product) ?? { product, quantity: 0, weighed: [], byStaff };
    const others = weighed.filter((weight) => !isIn(known.weighed, weight));
    joined.set(product, { product, quantity: Math.max(quantity, known.quantity), weighed: [...known.weighed, ...others], byStaff: byStaff && known.byStaff === true });
  }
  return [...joined.values()];
}

/** What may have been taken in a chain, and so may be put down in it. */
export const takenIn = (readings: readonly ChainReading[]): HeldItem[] =>
  joinHeld(readings.filter(({ probability }) => probability > FAR_FETCHED).flatMap(({ handlings }) => handlings.flatMap(({ change, items }) =>
    items
      .filter(({ quantity }) => quantity > 0)
      .map((item) => ({ product: item.product, quantity: item.quantity, weighed: items.length === 1 ? [unitWeightOf(change, item)] : [] })))));

export function createGoodsMemory(layout: StoreLayout, carts: CartBook, before?: LastingGoods): GoodsMemory {
  const products: ReadonlyMap<string, Product> = new Map(layout.products.map((product) => [product.id, product]));
  const weights = createUnitWeights(products, before?.weights);
  /** By event, by product: one a handling. */
  const byEvent = new Map<string, ReadonlyMap<string, readonly UnitWeight[]>>();
  /** Objects that are no products, by name, and the events that moved them. */
  const objects = new Map<string, { readonly weight: UnitWeight; readonly event: string }>();
  // The shelves may be others by now.
  const isStanding = ({ shelf, shares }: Stray): boolean => layout.shelves.find(({ id }) => id === shelf)?.plates.length === shares.length;
  const astray = new Map(before?.astray.filter(isStanding).map((stray) => [stray.id, stray]));
  for (const { product, weight, id } of astray.values()) if (isUnknownObject(product)) objects.set(product, { weight, event: id });
  const weightOf = (product: string): UnitWeight => objects.get(product)?.weight ?? weights.of(product);

  return {
    weightOf,
    objectOf({ id, grams, error }) {
      const name = unknownObjectOf(id);
      objects.set(name, { weight: { mean: Math.abs(grams), meanError: error, spread: 0 }, event: id });
      return name;
    },
    weigh(chain, readings) {
      byEvent.set(chain, new Map(takenIn(readings).map(({ product, weighed }) => [product, weighed])));
    },
    weighed: (product, events) => [...events].flatMap((event) => byEvent.get(event)?.get(product) ?? []),
    putAstray(item, { change, items }, shelf) {
      const { product, quantity } = item;
      const id = `${change.id}:${product}`;
      const weight = items.length === 1 ? unitWeightOf(change, item) : weightOf(product);
      astray.set(id, { id, product, shelf: shelf.id, shares: shownShares(change, shelf).share, weight, quantity: Math.abs(quantity), since: change.settledAt });
      return id;
    },
    stray: (id) => astray.get(id),
    strays: (without) =>
      [...carts.strays(without)].flatMap(([id, quantity]) => {
        const stray = astray.get(id);
        return stray === undefined ? [] : [{ ...stray, quantity }];
      }),
    learn({ handlings }) {
      for (const { change, items } of handlings) {
        const [item, second] = items;
        if (item === undefined || second !== undefined || item.stray !== undefined || isUnknownObject(item.product)) continue;
        weights.learn(item.product, { grams: Math.abs(change.grams), quantity: Math.abs(item.quantity), error: change.error });
      }
    },
    forget() {
      const standing = carts.strays();
      for (const id of astray.keys()) if (!standing.has(id)) astray.delete(id);
      const isOver = (event: string): boolean => carts.whenOf(event) === -Infinity;
      for (const event of byEvent.keys()) if (isOver(event)) byEvent.delete(event);
      const stillThere = new Set([...astray.values()].map(({ product }) => product));
      for (const [name, { event }] of objects) if (isOver(event) && !stillThere.has(name)) objects.delete(name);
    },
    lasting: () => ({ weights: weights.learnt(), astray: [...astray.values()] }),
  };
}
