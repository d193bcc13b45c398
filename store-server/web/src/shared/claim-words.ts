import type { Claim } from '../../../src/core/claims/claim.ts';

/** What a shopper says is wrong, in the shopper's words. */
export const CLAIM_WORDS: Record<Claim['reason'], string> = {
  'not-taken': 'I did not take it',
  'put-back': 'I put it back',
  fewer: 'I took fewer',
  'other-product': 'It was something else',
  'wrong-price': 'The price is wrong',
  other: 'Something else',
};
