import type { FloorPoint, Shelf, StoreLayout } from '@walkout/contracts';
import type { FloorPlan } from '../floor/floor-plan.ts';
import type { ShelfScale } from '../scales/shelf-scale.ts';
import type { Item } from '../stock/stock.ts';
import type { Shopper } from './shopper.ts';

/** One thing after another that a shopper does: each `next()` is one step of the world. */
export type Activity<Result = void> = Generator<void, Result, void>;

/** What a shopper finds and may change. */
export interface Surroundings {
  readonly layout: StoreLayout;
  readonly floor: FloorPlan;
  readonly stepSeconds: number;
  /** Everyone else who is in the store or before it. */
  others(shopper: Shopper): readonly Shopper[];
  /** Packs that stand in their place, of one product, nearest to the front first. */
  available(product: string): readonly Item[];
  shelfOf(item: Item): Shelf;
  scaleOf(item: Item): ShelfScale;
  /** The pack is in a hand and no longer in its place, or the other way round. */
  taken(item: Item): void;
  returned(item: Item): void;
  /** The hand has left the shelf: what happened there is complete. */
  completed(shopper: Shopper, item: Item, quantity: 1 | -1): void;
  /** How many stand ready for a meeting with this shopper. */
  meet(word: string, shopper: Shopper): number;
}

export const distanceOf = (a: FloorPoint, b: FloorPoint): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Does nothing for a while. */
export function* pause(around: Surroundings, seconds: number): Activity {
  for (let step = Math.round(seconds / around.stepSeconds); step > 0; step--) yield;
}
