import type { EpochMs, Receipt } from '@walkout/contracts';
import { draftRefund, refundable } from '../core/receipts/draft-refund.ts';
import type { RefundBase, RefundLine } from '../core/receipts/draft-refund.ts';
import type { RefundRequest } from '../core/receipts/refund-request.ts';
import { storeServerError } from '../errors.ts';
import type { GroupCommit } from './database/group-commit.ts';
import type { OutboxTable } from './database/outbox-table.ts';
import type { ReceiptTable } from './database/receipt-table.ts';
import type { Cashier } from './payments/cashier.ts';
import { receiptIdOf } from './receipt-id.ts';

export interface RefundsOptions {
  readonly transact: GroupCommit;
  readonly receipts: ReceiptTable;
  readonly outbox: OutboxTable;
  readonly cashier: Cashier;
  readonly clock: () => EpochMs;
  /** This refund has just been issued; the transaction may not be over. */
  readonly onReceipt: (receipt: Receipt) => void;
}

/** Refuses what is not there to be paid back. @throws WalkoutError REFUND_IMPOSSIBLE */
function checkLines(base: RefundBase, lines: readonly RefundLine[]): void {
  const left = new Map(refundable(base).map(({ product, quantity }) => [product, quantity]));
  for (const { product, quantity } of lines) {
    if (quantity > (left.get(product) ?? 0)) throw storeServerError('REFUND_IMPOSSIBLE', `${quantity} of "${product}", ${left.get(product) ?? 0} left`);
    left.delete(product);
  }
  if (lines.length === 0) throw storeServerError('REFUND_IMPOSSIBLE', 'nothing is left');
}

/** Pays receipts back: each refund is a receipt of its own, and the original stays as it is. */
export function createRefunds({ transact, receipts, outbox, cashier, clock, onReceipt }: RefundsOptions) {
  function issue(base: RefundBase, id: string, { reason, ...request }: RefundRequest): Receipt {
    const { receipt: original } = base;
    const lines: readonly RefundLine[] = request.lines ?? refundable(base);
    checkLines(base, lines);
    const refund: Receipt = {
      receipt: id,
      number: receipts.nextNumber(),
      visit: original.visit,
      openedAt: original.openedAt,
      closedAt: clock(),
      ...draftRefund(base, lines),
      refund: { of: original.receipt, reason },
    };
    receipts.add(refund);
    outbox.add('receipt', refund.visit, refund);
    cashier.payBack(refund.visit, refund.receipt, -refund.total);
    return refund;
  }
  return {
    /**
     * Pays part or all of a receipt back.
     *
     * @throws WalkoutError RECEIPT_UNKNOWN, REFUND_IMPOSSIBLE
     */
    refund(receiptId: string, request: RefundRequest): Receipt {
      const id = receiptIdOf(`${receiptId}\n${request.request}`);
      const known = receipts.find(id);
      if (known !== undefined) return known;
      const refund = transact(() => {
        const receipt = receipts.find(receiptId);
        if (receipt === undefined) throw storeServerError('RECEIPT_UNKNOWN', `"${receiptId}"`);
        if (receipt.refund !== undefined) throw storeServerError('REFUND_IMPOSSIBLE', 'it is a refund itself');
        return issue({ receipt, earlier: receipts.refundsOf(receiptId) }, id, request);
      });
      onReceipt(refund);
      return refund;
    },
  };
}
export type Refunds = ReturnType<typeof createRefunds>;
