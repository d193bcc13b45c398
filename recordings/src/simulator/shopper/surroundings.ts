import type { FloorPoint, Shelf, StoreLayout, StorePoint } from '@walkout/contracts';
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
  /** Packs of one product that stand on a shelf, nearest to the front first; misplaced ones last. */
  available(product: string): readonly Item[];
  /** Everything that stands on a shelf. */
  standingOn(shelf: string): readonly Item[];
  /** A new pack from the stock room, meant for the place of its product. */
  supply(product: string): Item;
  shelfOf(item: Item): Shelf;
  scaleOf(item: Item): ShelfScale;
  /** The pack is in a hand and no longer in its place, or the other way round. */
  taken(item: Item): void;
  returned(item: Item): void;
  /** The hand has left the shelf: what happened there is complete. Packs taken count above zero. */
  completed(shopper: Shopper, item: Item, quantity: number): void;
  /** The meeting of all shoppers who have this word. */
  meeting(word: string): Meeting;
  /** Seconds after which a walker looks for the way anew. */
  readonly replanSeconds: number;
}

/** What shoppers who meet tell each other. */
export interface Meeting {
  /** How many are to come. */
  readonly expected: number;
  /** Who stands ready. */
  readonly present: Set<Shopper>;
  /** A pack held out to the other, until it is taken. */
  offer: { readonly item: Item; readonly at: StorePoint; readonly release: () => void } | undefined;
}

export const distanceOf = (a: FloorPoint, b: FloorPoint): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Does nothing for a while. */
export function* pause(around: Surroundings, seconds: number): Activity {
  for (let step = Math.round(seconds / around.stepSeconds); step > 0; step--) yield;
}

/** Does two things at once, until both are done. */
export function* together(one: Activity, other: Activity): Activity {
  for (;;) {
    const done = [one.next().done, other.next().done];
    if (done[0] && done[1]) return;
    yield;
  }
}
