import type { EpochMs, Receipt } from '@walkout/contracts';
import type { Claim, ClaimDecision, NewClaim } from '../core/claims/claim.ts';
import { refundable } from '../core/receipts/draft-refund.ts';
import { storeServerError } from '../errors.ts';
import { claimTable } from './database/claim-table.ts';
import type { GroupCommit } from './database/group-commit.ts';
import type { Database } from './database/open-database.ts';
import type { ReceiptTable } from './database/receipt-table.ts';
import type { NewId } from './new-id.ts';
import type { Refunds } from './refunds.ts';

export interface ClaimsOptions {
  readonly database: Database;
  readonly transact: GroupCommit;
  readonly receipts: ReceiptTable;
  readonly refunds: Refunds;
  readonly clock: () => EpochMs;
  readonly newId: NewId;
  /** After the commit: this claim is new or has been decided. */
  readonly onClaim: (claim: Claim) => void;
}

const REASON_OF_REFUND = 'Claim accepted';

/** Shoppers say that a line is wrong; staff decide, and what they accept is paid back. */
export function createClaims({ database, transact, receipts, refunds, clock, newId, onClaim }: ClaimsOptions) {
  const table = claimTable(database);
  const told = (claim: string): Claim => {
    const found = table.find(claim)!;
    onClaim(found);
    return found;
  };

  /** @throws WalkoutError CLAIM_IMPOSSIBLE */
  function check(receipt: Receipt, { product, quantity }: NewClaim): void {
    const left = refundable({ receipt, earlier: receipts.refundsOf(receipt.receipt) }).find((line) => line.product === product);
    if (left === undefined || left.quantity < quantity) throw storeServerError('CLAIM_IMPOSSIBLE', `${quantity} of "${product}"`);
    const waiting = table.ofReceipt(receipt.receipt).some((claim) => claim.product === product && claim.state === 'open');
    if (waiting) throw storeServerError('CLAIM_IMPOSSIBLE', `"${product}" is being looked at already`);
  }

  return {
    ofReceipt: table.ofReceipt,
    list: table.list,
    openCount: table.openCount,
    openCountOf: table.openCountOf,
    /** @throws WalkoutError CLAIM_IMPOSSIBLE for what is not on the receipt, was paid back or is claimed already */
    make(receipt: Receipt, { note = '', ...said }: NewClaim): Claim {
      const claim = newId('c');
      transact(() => {
        check(receipt, { ...said, note });
        table.add({ claim, receipt: receipt.receipt, ...said, note, madeAt: clock() });
      });
      return told(claim);
    },
    /** @throws WalkoutError CLAIM_UNKNOWN, CLAIM_DECIDED, REFUND_IMPOSSIBLE */
    decide(id: string, { accept, answer }: ClaimDecision): Claim {
      const claim = table.find(id);
      if (claim === undefined) throw storeServerError('CLAIM_UNKNOWN', `"${id}"`);
      if (claim.state !== 'open') throw storeServerError('CLAIM_DECIDED', `"${id}" is ${claim.state}`);
      transact(() => {
        const { product, quantity } = claim;
        const refund = accept
          ? refunds.refund(claim.receipt, { request: id, lines: [{ product, quantity }], reason: REASON_OF_REFUND }).receipt
          : undefined;
        table.decide(id, { answer, decidedAt: clock(), ...(refund === undefined ? {} : { refund }) });
      });
      return told(id);
    },
  };
}
export type Claims = ReturnType<typeof createClaims>;
