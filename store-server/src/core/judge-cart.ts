import { isDoubtful } from '@walkout/contracts';
import type { Cart, Probability } from '@walkout/contracts';
import type { Catalogue } from './catalogue.ts';

/** Why a person has to look at a cart. */
export const REVIEW_REASONS = ['line-unsure', 'maybe-missing', 'product-unknown', 'entry-unseen', 'shopper-unsure'] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

export interface JudgeRules {
  readonly catalogue: Catalogue;
  /** See `isDoubtful` in contracts. */
  readonly reviewBelow: Probability;
}

/** A cart as the visit has it: was the passage that opened the visit seen? */
export interface JudgedCart {
  readonly cart: Cart;
  readonly entrySeen: boolean;
}

/**
 * What follows from a cart: `open` while the shopper is inside, `settle` when the receipt can be issued, `review` with every
 * reason otherwise. A doubtful cart is never guessed.
 */
export function judgeCart(
  { cart, entrySeen }: JudgedCart,
  { catalogue, reviewBelow }: JudgeRules,
): { readonly verdict: 'open' | 'settle' } | { readonly verdict: 'review'; readonly reasons: readonly ReviewReason[] } {
  if (cart.state === 'open') return { verdict: 'open' };
  const reasons: ReviewReason[] = [];
  const { lines, perhaps = [], shopper = 1, ...rest } = cart;
  if (isDoubtful({ ...rest, lines }, reviewBelow)) reasons.push('line-unsure');
  if (isDoubtful({ ...rest, lines: [], perhaps }, reviewBelow)) reasons.push('maybe-missing');
  if (lines.some((line) => !catalogue.products.has(line.product))) reasons.push('product-unknown');
  if (!entrySeen) reasons.push('entry-unseen');
  if (isDoubtful({ ...rest, lines: [], shopper }, reviewBelow)) reasons.push('shopper-unsure');
  return reasons.length === 0 ? { verdict: 'settle' } : { verdict: 'review', reasons };
}
