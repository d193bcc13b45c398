import type { Receipt, ShelfEvent, StoreLayout } from '@walkout/contracts';
import type { Payment } from '../payments/payment.ts';
import { chargeOf, collectionState } from '../payments/payment.ts';
import type { LineReason, PaymentView } from './receipt-views.ts';

/** How the money of a receipt stands, by its payments and the refunds that followed. */
export function viewPayment(receipt: Receipt, payments: readonly Payment[]): PaymentView {
  const sum = (amountOf: (payment: Payment) => number) => payments.reduce((total, payment) => total + amountOf(payment), 0);
  const trouble = payments.map((payment) => payment.trouble).findLast((words) => words !== undefined);
  return {
    state: receipt.refund === undefined ? collectionState(receipt.total, payments) : refundState(receipt, payments),
    ...(payments[0] === undefined ? {} : { provider: payments[0].provider }),
    captured: sum(({ captured }) => captured),
    refunded: sum(({ refunded }) => refunded),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** A refund is paid when nothing that is meant to be paid back is still on its way; of what was never taken nothing is due. */
function refundState({ total }: Receipt, payments: readonly Payment[]): PaymentView['state'] {
  if (total === 0) return 'nothing-due';
  if (payments.length === 0) return 'no-payer';
  if (payments.every((payment) => chargeOf(payment) === 0)) return 'nothing-due';
  if (payments.every(({ refundDue, refunded }) => refundDue === refunded)) return 'paid';
  return payments.some(({ trouble }) => trouble !== undefined) ? 'uncollected' : 'collecting';
}

export interface ReasonSources {
  readonly layout: Pick<StoreLayout, 'shelves' | 'products'>;
  readonly eventOf: (event: string) => ShelfEvent | undefined;
}

/** Why each line is on the receipt: what the shelves said, as far as it is still kept. */
export const reasonsOf = ({ lines }: Receipt, { layout, eventOf }: ReasonSources): LineReason[] =>
  lines.map(({ product, probability, evidence }) => {
    const picture = layout.products.find(({ id }) => id === product)?.picture;
    return {
      product,
      probability,
      ...(picture === undefined ? {} : { picture }),
      events: evidence.flatMap((event) => {
        const said = eventOf(event);
        if (said === undefined) return [];
        const shelf = layout.shelves.find(({ id }) => id === said.shelf)?.name ?? said.shelf;
        return [{ event, at: said.settledAt, shelf, grams: said.grams }];
      }),
    };
  });
