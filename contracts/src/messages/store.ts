import Type from 'typebox';
import type { Static } from 'typebox';
import type { MinorUnits } from '../units.ts';
import { closed, Identifier } from '../schema.ts';
import { Chance, Count, Moment } from './common.ts';

const Money = Type.Unsafe<MinorUnits>(Type.Integer({ description: "the currency's minor units" }));

export const VisitOpened = closed({ visit: Identifier, gate: Identifier, openedAt: Moment });
/** A visit opened at the entry gate. */
export type VisitOpened = Static<typeof VisitOpened>;

export const ReceiptLine = closed({
  product: Identifier,
  name: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: Money,
  amount: Money,
  taxClass: Identifier,
  probability: Chance,
  evidence: Type.Array(Identifier, { description: 'ids of the shelf events that it rests on' }),
});
export const DiscountLine = closed({
  promotion: Identifier,
  name: Type.String(),
  product: Identifier,
  amount: Money,
});
export const TaxLine = closed({ taxClass: Identifier, basisPoints: Count, net: Money, tax: Money, gross: Money });
export const Receipt = closed({
  receipt: Identifier,
  number: Type.Integer({ minimum: 1 }),
  visit: Identifier,
  openedAt: Moment,
  closedAt: Moment,
  currency: Type.String(),
  lines: Type.Array(ReceiptLine, { description: 'at most one a product' }),
  discounts: Type.Array(DiscountLine, { description: 'what promotions take off' }),
  taxes: Type.Array(TaxLine),
  total: Money,
  refund: Type.Optional(closed({
    of: Identifier,
    reason: Type.String(),
  }, 'this receipt pays back part or all of another: amounts are below zero, those of discounts above')),
});
/** An issued receipt; never changed, only paid back by another. Tax is contained in the amounts. */
export type Receipt = Static<typeof Receipt>;

export const ServiceStatus = closed({ state: Type.Union([Type.Literal('online'), Type.Literal('offline')]) });
export type ServiceStatus = Static<typeof ServiceStatus>;
