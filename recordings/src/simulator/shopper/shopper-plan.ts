import type { BodyShape } from '../../body/index.ts';

/** One thing a shopper means to do. */
export interface Errand {
  /**
   * `take` a pack and keep it, take `two` one after the other, `look` at a pack and put it back at once, or `return` a pack
   * that was taken before.
   */
  readonly kind: 'take' | 'two' | 'look' | 'return';
  readonly product: string;
  /** Waits at the shelf until the other shopper who has the same word here has come as well. */
  readonly meeting?: string;
}

/** Who comes, when (seconds), with what and for what. */
export interface ShopperPlan {
  readonly shape: BodyShape;
  readonly arrivesAt: number;
  readonly container: 'basket' | 'bag';
  /** Metres a second where the way is free. */
  readonly pace: number;
  readonly errands: readonly Errand[];
}

/** Everyone who comes to the store. */
export interface Scenario {
  readonly shoppers: readonly ShopperPlan[];
}
