import type { Cart } from './messages/fusion.ts';
import type { Probability } from './units.ts';

/** Cart lines that are less likely right than this are looked at by a person, and what a visit may hold besides when it is likelier than the rest to 1. */
export const REVIEW_BELOW: Probability = 0.9;

/** Whether a cart is too doubtful to be charged as it stands: a line may be wrong, something may be missing, or another was followed. */
export const isDoubtful = ({ lines, perhaps = [], shopper = 1 }: Cart, reviewBelow = REVIEW_BELOW): boolean =>
  shopper < reviewBelow || lines.some(({ probability }) => probability < reviewBelow) || perhaps.some(({ probability }) => probability > 1 - reviewBelow);
