import type { Metres, Product, Shelf } from '@walkout/contracts';
import { areNeighbours, gapBetween } from '../shelves/neighbours.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Goods, HeldItem, MovedItem, Stray, UnitWeight } from './item-reading.ts';
import { placementsOf, stretchesOf } from './placement.ts';
import type { Shares } from './placement.ts';

/** Goods that may have moved. */
export interface Candidate {
  readonly product: string;
  readonly weight: UnitWeight;
  readonly stray?: MovedItem['stray'];
  /** The ways it may have stood on the shelf. */
  readonly placements: readonly Shares[];
  /** How likely it is, before looking at weight and place, that it is this one and stands there. */
  readonly prior: number;
  /** The most of it that can have moved. */
  readonly most: number;
}

/** Who puts something back puts it elsewhere than it belongs this often … */
const MISPLACED = 0.2;
/** … mostly beside where it belongs, this near … */
const BESIDE_HOME = 0.8;
const BESIDE: Metres = 0.5;
/** … or else in one of so many places where it might have been. */
const OTHER_PLACES = 10;
/** Staff know where goods belong: as rarely as this they bring them elsewhere. */
const MISPLACED_BY_STAFF = 0.02;
/** What stands astray is taken this often beside what belongs there. */
export const STRAY_TAKEN = 0.5;

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

/** The part of a load that some plates carry. */
const shareOn = (shares: Shares, { plates }: Shelf, some: readonly string[]): number => plates.reduce((sum, { id }, i) => sum + (some.includes(id) ? shares[i]! : 0), 0);

/** The plates within a distance along the shelf of some of its plates. */
const platesWithin = (reach: Metres, shelf: Shelf, some: readonly string[]): string[] => {
  const own = shelf.plates.filter(({ id }) => some.includes(id));
  return shelf.plates.filter((plate) => own.some((other) => gapBetween(shelf, plate, other) < reach)).map(({ id }) => id);
};

/** What stands astray where something was taken. */
export function straysNear(change: WeightChange, shelf: Shelf, strays: readonly Stray[]): Stray[] {
  const near = [...reachOf(change, shelf)];
  return strays.filter(({ shares }) => shareOn(shares, shelf, near) > 0.5);
}

/** Ways a product may stand in its own place. */
const atHome = (product: Product, { shelf }: Goods, plates: readonly string[]): Shares[] => placementsOf(shelf, stretchesOf(shelf, plates), product);

/** What may have been taken: what belongs on the changed plates or beside them, and what stands there astray. */
export function takenCandidates(change: WeightChange, goods: Goods): Candidate[] {
  const own = [...homesNear(change, goods)].flatMap(([id, plates]): Candidate[] => {
    const product = goods.products.get(id);
    if (product === undefined) return [];
    return [{ product: id, weight: goods.weightOf(id), placements: atHome(product, goods, plates), prior: 1, most: Infinity }];
  });
  const astray = straysNear(change, goods.shelf, goods.strays).map(({ id, product, weight, shares, quantity }): Candidate => ({
    product, weight, stray: id, placements: [shares], prior: STRAY_TAKEN, most: quantity,
  }));
  return [...own, ...astray];
}

/** What may have been put down: what somebody holds, mostly in its own place, sometimes astray. */
export function putCandidates(change: WeightChange, goods: Goods, held: readonly HeldItem[]): Candidate[] {
  const { shelf } = goods;
  const homes = homesNear(change, goods);
  const anywhere = stretchesOf(shelf, shelf.plates.map(({ id }) => id));
  return held.flatMap(({ product: id, quantity, weighed, byStaff }): Candidate[] => {
    if (quantity < 1) return [];
    const product = goods.products.get(id);
    const plates = homes.get(id);
    const home = product === undefined || plates === undefined ? undefined : atHome(product, goods, plates);
    const away = placementsOf(shelf, anywhere, product).filter((shares) => shareOn(shares, shelf, plates ?? []) < 0.5);
    const around = plates === undefined ? [] : platesWithin(BESIDE, shelf, plates);
    const beside = away.filter((shares) => shareOn(shares, shelf, around) > 0.5);
    const misplaced = byStaff === true ? MISPLACED_BY_STAFF : MISPLACED;
    const weights = weighed.length === 0 ? [goods.weightOf(id)] : weighed;
    return weights.flatMap((weight): Candidate[] => {
      const one = { product: id, weight, most: quantity };
      const astray = (placements: readonly Shares[], prior: number): Candidate => ({ ...one, stray: true, placements, prior: (misplaced * prior) / weights.length });
      if (home === undefined) return [astray(away, 1 / OTHER_PLACES)];
      return [{ ...one, placements: home, prior: (1 - misplaced) / weights.length }, astray(beside, BESIDE_HOME), astray(away, (1 - BESIDE_HOME) / OTHER_PLACES)];
    });
  });
}
