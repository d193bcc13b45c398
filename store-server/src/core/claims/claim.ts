import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '@walkout/contracts';

/** What a shopper may say is wrong with a line. */
export const CLAIM_REASONS = ['not-taken', 'put-back', 'fewer', 'other-product', 'wrong-price', 'other'] as const;
export const CLAIM_STATES = ['open', 'accepted', 'declined'] as const;
const Words = Type.String({ maxLength: 500 });
const Time = Type.Number({ description: "ms since the Unix epoch, this server's clock" });

export const NewClaim = closed({
  product: Identifier,
  quantity: Type.Integer({ minimum: 1, maximum: 1000, description: 'of how many pieces of the line' }),
  reason: Type.Enum(CLAIM_REASONS),
  note: Type.Optional(Words),
});
export type NewClaim = Static<typeof NewClaim>;

export const Claim = closed({
  claim: Identifier,
  receipt: Identifier,
  product: Identifier,
  quantity: Type.Integer(),
  reason: Type.Enum(CLAIM_REASONS),
  note: Type.String(),
  state: Type.Enum(CLAIM_STATES, { description: 'accepted: paid back by the refund' }),
  refund: Type.Optional(Identifier),
  answer: Type.Optional(Type.String({ description: 'what staff tell the shopper' })),
  madeAt: Time,
  decidedAt: Type.Optional(Time),
});
/** "This is wrong", said of a line of a receipt. */
export type Claim = Static<typeof Claim>;

export const ClaimDecision = closed({
  accept: Type.Boolean(),
  answer: Type.Optional(Type.String({ maxLength: 500, description: 'for the shopper' })),
});
export type ClaimDecision = Static<typeof ClaimDecision>;
