import type { ItemChange, PlanogramEntry, Probability, Product, Shelf } from '@walkout/contracts';

/** One reading of a weight change: which items went (quantity above zero) or came back (below). */
export interface ItemReading {
  /** Empty: something that is no product of the store, or none that fits. */
  readonly items: readonly ItemChange[];
  readonly probability: Probability;
}

/** What may have moved: the changed shelf with its plates, and what stands where now. */
export interface Goods {
  readonly shelf: Shelf;
  /** The planogram as it is now: misplaced goods belong in it as entries of their own. */
  readonly planogram: readonly PlanogramEntry[];
  readonly products: ReadonlyMap<string, Product>;
}

/** A product in an open cart, with how many of it. */
export interface HeldItem {
  readonly product: string;
  readonly quantity: number;
}
