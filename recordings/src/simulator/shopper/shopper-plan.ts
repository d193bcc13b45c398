import type { Grams, Metres } from '@walkout/contracts';
import type { BodyShape } from '../../body/index.ts';
import type { MannerName } from './manner.ts';

/** What is done before the place of a product. */
export interface AtShelf {
  readonly product: string;
  /** Among the packs of this other product; left out: where the product itself belongs. */
  readonly among?: string;
  /** Waits at the shelf until all others who have the same word have come as well. */
  readonly meeting?: string;
  /** Stands this far to the right of the pack; left out: so that it lies before the busy hand. */
  readonly aside?: Metres;
  /** Stands shoulder to shoulder with others if need be. */
  readonly close?: boolean;
  /** How the hands move. */
  readonly manner?: MannerName;
}

/** One thing a shopper means to do. */
export type Errand =
  /**
   * `take` a pack and keep it, take `two` one after the other, `look` at a pack and put it back at once, `return` a pack that was
   * taken before to where it stood, `put` it somewhere among the goods, or `browse`: stand before the shelf and touch nothing.
   */
  | (AtShelf & { readonly kind: 'take' | 'two' | 'look' | 'return' | 'put' | 'browse' })
  /** Several packs with one grip. */
  | (AtShelf & { readonly kind: 'grab'; readonly quantity: number })
  /** With each hand a pack of one of two neighbours, at once; the left hand must be free: no basket. */
  | (AtShelf & { readonly kind: 'both'; readonly other: string })
  /** One pack of each of some neighbours, one after the other without a pause. */
  | (AtShelf & { readonly kind: 'sweep'; readonly products: readonly string[] })
  /** Rests a hand on a pack in its place for long; then takes it, or leaves it. */
  | (AtShelf & { readonly kind: 'hold'; readonly seconds: number; readonly then: 'take' | 'leave' })
  /** Leans on the board's front edge. */
  | (AtShelf & { readonly kind: 'lean'; readonly seconds: number })
  /** Puts a bag of one's own down on the shelf and takes it again. */
  | (AtShelf & { readonly kind: 'bag'; readonly grams: Grams; readonly seconds: number })
  /** Staff: puts new packs where they belong. */
  | (AtShelf & { readonly kind: 'restock'; readonly quantity: number })
  /** Hands a pack from one shopper to the other who has the same word. */
  | { readonly kind: 'give'; readonly product: string; readonly meeting: string }
  | { readonly kind: 'receive'; readonly product?: undefined; readonly meeting: string }
  /** Leaves a pack on the floor. */
  | { readonly kind: 'drop'; readonly product: string; readonly meeting?: undefined };

/** Who comes, when (seconds), with what and for what. */
export interface ShopperPlan {
  readonly shape: BodyShape;
  readonly arrivesAt: number;
  readonly container: 'basket' | 'bag';
  /** Metres a second where the way is free. */
  readonly pace: number;
  readonly errands: readonly Errand[];
  /** Does the errands strictly one after the other; left out: in the order that the crowd allows. */
  readonly inOrder?: boolean;
  /** Shares one visit with all who have the same word here. */
  readonly party?: string;
  /** Comes in as staff and pays nothing. */
  readonly staff?: boolean;
}

/** Everyone who comes to the store. */
export interface Scenario {
  readonly shoppers: readonly ShopperPlan[];
  /** Walkers look for their way anew this often, seconds; left out: as lively as in a small store. */
  readonly replanSeconds?: number;
}
