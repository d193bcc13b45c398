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
  probability: Chance,
});
export const TaxLine = closed({ taxClass: Identifier, basisPoints: Count, net: Money, tax: Money, gross: Money });
export const Receipt = closed({
  receipt: Identifier,
  number: Type.Integer({ minimum: 1 }),
  visit: Identifier,
  openedAt: Moment,
  closedAt: Moment,
  currency: Type.String(),
  lines: Type.Array(ReceiptLine),
  taxes: Type.Array(TaxLine),
  total: Money,
});
/** An issued receipt; never changed. Tax is contained in the amounts. */
export type Receipt = Static<typeof Receipt>;

export const ServiceStatus = closed({ state: Type.Union([Type.Literal('online'), Type.Literal('offline')]) });
export type ServiceStatus = Static<typeof ServiceStatus>;
