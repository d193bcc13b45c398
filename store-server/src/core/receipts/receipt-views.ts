import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier, Receipt } from '@walkout/contracts';
import type { MinorUnits } from '@walkout/contracts';
import { Claim } from '../claims/claim.ts';
import { COLLECTION_STATES } from '../payments/payment.ts';

const Money = Type.Unsafe<MinorUnits>(Type.Integer({ description: "the currency's minor units" }));
const Time = Type.Number({ description: "ms since the Unix epoch, the sensors' clock" });

export const PaymentView = closed({
  state: Type.Enum(COLLECTION_STATES),
  provider: Type.Optional(Type.String()),
  captured: Money,
  refunded: Money,
  trouble: Type.Optional(Type.String({ description: "the provider's reason" })),
});
/** How the money of a receipt stands. */
export type PaymentView = Static<typeof PaymentView>;

export const LineReason = closed({
  product: Identifier,
  probability: Type.Number(),
  picture: Type.Optional(Type.String({ description: 'of the product' })),
  events: Type.Array(closed({
    event: Identifier,
    at: Time,
    shelf: Type.String({ description: "the shelf's name" }),
    grams: Type.Number({ description: 'below zero: left the shelf' }),
  })),
});
/** Why a line is on the receipt. */
export type LineReason = Static<typeof LineReason>;

export const ReceiptView = closed({
  receipt: Receipt,
  ordinal: Type.Integer({ description: 'of the visit' }),
  link: Type.String({ description: "the shopper's page, a path on this server" }),
  payment: PaymentView,
  openClaims: Type.Integer(),
});
/** A receipt as staff see it. */
export type ReceiptView = Static<typeof ReceiptView>;

const RefundableLine = closed({ product: Identifier, quantity: Type.Integer(), amount: Money });
const accompanying = {
  refunds: Type.Array(Receipt, { description: 'what was paid back of it' }),
  claims: Type.Array(Claim),
  why: Type.Array(LineReason, { description: 'one a line' }),
};

export const ReceiptDetail = closed({ ...ReceiptView.properties, ...accompanying, refundable: Type.Array(RefundableLine) });
/** A receipt with all that belongs to it, for staff. */
export type ReceiptDetail = Static<typeof ReceiptDetail>;

export const ShopperReceipt = closed({
  receipt: Receipt,
  payment: Type.Enum(COLLECTION_STATES),
  ...accompanying,
  claimable: Type.Array(RefundableLine, { description: 'what can still be said to be wrong' }),
});
/** A receipt with all that belongs to it, for its shopper. */
export type ShopperReceipt = Static<typeof ShopperReceipt>;
