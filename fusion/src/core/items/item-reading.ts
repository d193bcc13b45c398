import type { EpochMs, Grams, PlanogramEntry, Product, Shelf } from '@walkout/contracts';
import type { Shares } from './placement.ts';

/** Weight of one unit as it is believed to be, grams: of the kind as a whole, and how units differ among themselves. */
export interface UnitWeight {
  readonly mean: Grams;
  /** One standard deviation of `mean`. */
  readonly meanError: Grams;
  /** One standard deviation of a unit about the mean. */
  readonly spread: Grams;
}

/** Something that stands where the planogram does not have it: a product put down astray, or an object that is none. */
export interface Stray {
  /** The event that put it there, and what it is. */
  readonly id: string;
  /** A product's id, or the name of an unknown object. */
  readonly product: string;
  readonly shelf: string;
  /** Share of its weight that each plate of the shelf bears. */
  readonly shares: Shares;
  readonly weight: UnitWeight;
  readonly quantity: number;
  readonly since: EpochMs;
}

/** Goods of one kind that went (quantity above zero) or came (below). */
export interface MovedItem {
  readonly product: string;
  readonly quantity: number;
  /** The stray that they were; or, put down, that they have become one. */
  readonly stray?: string | true;
}

/** One reading of a weight change, to be compared with others of the same change. */
export interface WeighedReading {
  /** Empty: nothing that any cart need know of. */
  readonly items: readonly MovedItem[];
  /** Likelihood of the change under it, times how usual it is; per gram, comparable between readings of one change. */
  readonly likelihood: number;
}

/** What may have moved: the changed shelf with its plates, and what stands where now. */
export interface Goods {
  readonly shelf: Shelf;
  /** What belongs on this shelf. */
  readonly planogram: readonly PlanogramEntry[];
  readonly products: ReadonlyMap<string, Product>;
  readonly weightOf: (product: string) => UnitWeight;
  /** What stands astray on this shelf. */
  readonly strays: readonly Stray[];
}

/** What may have been put down. */
export interface HeldItem {
  readonly product: string;
  /** At most. */
  readonly quantity: number;
  /** What the units weighed when they were taken, as far as that was seen: a unit that comes back is one of those. */
  readonly weighed: readonly UnitWeight[];
  /** Nobody but staff may hold it, who bring goods. */
  readonly byStaff?: boolean;
}
