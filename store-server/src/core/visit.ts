import type { Cart, EpochMs } from '@walkout/contracts';
import type { ReviewReason } from './judge-cart.ts';

/** `open`: inside; `review`: left, staff must look; `settled`: the receipt is issued. */
export const VISIT_STATES = ['open', 'review', 'settled'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/** One shopper's stay, from the gate to the receipt. */
export interface Visit {
  readonly visit: string;
  /** Counts the store's visits 1, 2, 3 …; what people call it by. */
  readonly ordinal: number;
  readonly state: VisitState;
  /** Why it is in review; empty otherwise. */
  readonly reasons: readonly ReviewReason[];
  /** Missing while only its cart is known and not the passage at the gate. */
  readonly entry?: { readonly gate: string; readonly openedAt: EpochMs };
  readonly cart?: Cart;
}
