import type { EpochMs, Receipt, StoreLayout } from '@walkout/contracts';
import { refundable } from '../core/receipts/draft-refund.ts';
import type { ReceiptDetail, ReceiptView, ShopperReceipt } from '../core/receipts/receipt-views.ts';
import { reasonsOf, viewPayment } from '../core/receipts/view-receipt.ts';
import type { Claims } from './claims.ts';
import type { PaymentTable } from './database/payment-table.ts';
import type { ReceiptTable } from './database/receipt-table.ts';
import type { ShelfEventTable } from './database/shelf-event-table.ts';
import type { VisitTable } from './database/visit-table.ts';
import type { Signer } from './signer.ts';

export interface ReceiptDeskOptions {
  readonly layout: () => StoreLayout;
  readonly receipts: ReceiptTable;
  readonly payments: PaymentTable;
  readonly claims: Claims;
  readonly shelfEvents: ShelfEventTable;
  readonly visits: VisitTable;
  readonly signer: Signer;
  readonly clock: () => EpochMs;
}

/** Receipts with all that belongs to them, as staff and shoppers see them. */
export function createReceiptDesk({ layout, receipts, payments, claims, shelfEvents, visits, signer, clock }: ReceiptDeskOptions) {
  const view = (receipt: Receipt): ReceiptView => ({
    receipt,
    ordinal: visits.ordinalOf(receipt.visit),
    link: signer.shopperLink(receipt.visit, clock()),
    payment: viewPayment(receipt, payments.ofVisit(receipt.visit)),
    openClaims: claims.openCountOf(receipt.receipt),
  });
  const accompanying = (receipt: Receipt) => ({
    refunds: receipts.refundsOf(receipt.receipt),
    claims: claims.ofReceipt(receipt.receipt),
    why: reasonsOf(receipt, { layout: layout(), eventOf: shelfEvents.find }),
  });
  const left = (receipt: Receipt) =>
    (receipt.refund === undefined ? [...refundable({ receipt, earlier: receipts.refundsOf(receipt.receipt) })] : []);
  return {
    view,
    detail: (receipt: Receipt): ReceiptDetail => ({ ...view(receipt), ...accompanying(receipt), refundable: left(receipt) }),
    forShopper(receipt: Receipt): ShopperReceipt {
      const around = accompanying(receipt);
      const claimed = new Set(around.claims.filter(({ state }) => state === 'open').map(({ product }) => product));
      return {
        receipt, ...around,
        payment: viewPayment(receipt, payments.ofVisit(receipt.visit)).state,
        claimable: left(receipt).filter(({ product }) => !claimed.has(product)),
      };
    },
  };
}
export type ReceiptDesk = ReturnType<typeof createReceiptDesk>;
