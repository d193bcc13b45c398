import type { Cart, EpochMs, GatePassages, MinorUnits, Passage, Probability, Receipt } from '@walkout/contracts';
import type { Catalogue } from '../core/catalogue.ts';
import { judgeCart } from '../core/judge-cart.ts';
import { draftReceipt } from '../core/receipts/draft-receipt.ts';
import type { Charge } from '../core/receipts/draft-receipt.ts';
import type { Visit } from '../core/visit.ts';
import { storeServerError } from '../errors.ts';
import type { AdmissionTable } from './database/admission-table.ts';
import type { GroupCommit } from './database/group-commit.ts';
import type { Database } from './database/open-database.ts';
import type { OutboxTable } from './database/outbox-table.ts';
import type { PromotionTable } from './database/promotion-table.ts';
import type { ReceiptTable } from './database/receipt-table.ts';
import { visitTable } from './database/visit-table.ts';
import type { Cashier } from './payments/cashier.ts';
import { LEDGER } from './payments/ledger.ts';
import { receiptIdOf } from './receipt-id.ts';
import { sha256 } from './sha256.ts';
import type { Signer } from './signer.ts';

export interface TillOptions {
  readonly database: Database;
  readonly transact: GroupCommit;
  readonly receipts: ReceiptTable;
  readonly outbox: OutboxTable;
  readonly promotions: PromotionTable;
  readonly admissions: AdmissionTable;
  readonly cashier: Cashier;
  readonly signer: Signer;
  /** What is held for somebody whose passage shows a credential and who was not let in by a scan. */
  readonly holdAmount: MinorUnits;
  readonly catalogue: Catalogue;
  /** Cart lines below this probability go to review. */
  readonly reviewBelow: Probability;
  readonly clock: () => EpochMs;
  /** After the commit: something about this visit is new; `became` when it was opened, or has to be looked at by a person. */
  readonly onVisit: (visit: Visit, became?: 'opened' | 'review') => void;
  /** After the commit: this receipt has just been issued. */
  readonly onReceipt: (receipt: Receipt) => void;
}

/** What a message has made of a visit. */
interface Change {
  readonly visit: Visit;
  readonly receipt: Receipt | undefined;
  readonly became?: 'opened' | 'review';
}

/**
 * Where visits become receipts: passages open visits, carts follow, a sure closed cart or a person's decision issues the
 * receipt. Every step is one transaction and may be told twice. Receipts carry the sensors' times only, so that a replay
 * issues the same bytes.
 */
export function createTill(options: TillOptions) {
  const { database, transact, receipts, outbox, promotions, admissions, cashier, signer, holdAmount, catalogue, reviewBelow, clock } = options;
  const { onVisit, onReceipt } = options;
  const visits = visitTable(database);

  function issue(visit: Visit, cart: Cart, charges: readonly Charge[]): Receipt {
    const openedAt = visit.entry?.openedAt ?? cart.capturedAt;
    const receipt: Receipt = {
      receipt: receiptIdOf(visit.visit),
      number: receipts.nextNumber(),
      visit: visit.visit,
      openedAt,
      closedAt: cart.capturedAt,
      // What held when the shopper came in and read it on the shelf.
      ...draftReceipt(charges, catalogue, promotions.runningAt(openedAt)),
    };
    receipts.add(receipt);
    visits.setState(visit.visit, 'settled');
    outbox.add('receipt', visit.visit, receipt);
    cashier.collect({ visit: visit.visit, amount: receipt.total });
    return receipt;
  }

  /** What now follows for a visit; inside a transaction. */
  function settle(visit: Visit): Change {
    if (visit.cart === undefined || visit.state === 'settled') return { visit, receipt: undefined };
    const judged = judgeCart({ cart: visit.cart, entrySeen: visit.entry !== undefined }, { catalogue, reviewBelow });
    if (judged.verdict === 'settle') {
      const receipt = issue(visit, visit.cart, visit.cart.lines);
      return { visit: { ...visit, state: 'settled', reasons: [] }, receipt };
    }
    const reasons = judged.verdict === 'review' ? judged.reasons : [];
    if (judged.verdict !== visit.state || visit.reasons.length + reasons.length > 0) visits.setState(visit.visit, judged.verdict, reasons);
    const isNew = judged.verdict === 'review' && visit.state !== 'review';
    return { visit: { ...visit, state: judged.verdict, reasons }, receipt: undefined, ...(isNew ? { became: 'review' } : {}) };
  }

  function begin(id: string): Visit {
    visits.ensure(id);
    return visits.find(id)!;
  }

  function tell({ visit, receipt, became }: Change): void {
    onVisit(visit, became);
    if (receipt !== undefined) onReceipt(receipt);
  }

  /** Who pays for a visit: whoever was let in for it by a scan, else the house account of the credential shown. */
  function bindPayer(visit: string, { credential }: Passage): void {
    const lapsed = admissions.find(visit)?.state === 'lapsed';
    if (admissions.enter(visit)) {
      if (lapsed) cashier.hold(visit, admissions.payerOf(visit)!, holdAmount);
    } else if (credential !== undefined && !visits.isKnown(visit)) {
      cashier.hold(visit, { provider: LEDGER, source: signer.cardSource(LEDGER, credential) }, holdAmount);
    }
  }

  /** Somebody came in, alone or as one of a party: the visit that it is now part of; `undefined` when nothing is new. */
  function enter(gate: string, passage: Passage): Change | undefined {
    const credential = passage.credential === undefined ? undefined : sha256(passage.credential);
    if (!visits.addPassage(gate, passage, credential) || passage.direction === 'out' || passage.staff) return undefined;
    const visit = passage.visit ?? passage.passage;
    bindPayer(visit, passage);
    const known = visits.find(visit) ?? begin(visit);
    if (known.entry !== undefined) return { visit: known, receipt: undefined };
    const entry = { gate, openedAt: passage.capturedAt };
    visits.setEntry(visit, entry);
    outbox.add('visitOpened', visit, { visit, ...entry });
    return { became: 'opened', ...settle({ ...known, entry }) };
  }

  return {
    visits,
    receipts,
    /** Takes in what went through a gate. */
    takePassages(gate: string, { passages }: GatePassages): void {
      for (const passage of passages) {
        const entered = transact(() => enter(gate, passage));
        if (entered !== undefined) tell(entered);
      }
    },
    /** Takes in a cart. @throws WalkoutError CART_AFTER_RECEIPT for a changed cart of a settled visit */
    takeCart(cart: Cart): void {
      const change = transact((): Change | undefined => {
        const visit = visits.outline(cart.visit) ?? begin(cart.visit);
        if (!visits.putCart(cart)) return undefined;
        if (visit.state === 'settled') throw storeServerError('CART_AFTER_RECEIPT', `visit "${cart.visit}", revision ${cart.revision}`);
        return settle({ ...visit, cart });
      });
      if (change !== undefined) tell(change);
    },
    /**
     * A person's word on a visit in review: exactly these goods are charged. A line keeps the probability that it had when
     * the person left it as it was, and has 1 otherwise.
     *
     * @throws WalkoutError VISIT_UNKNOWN, VISIT_NOT_IN_REVIEW, PRODUCT_UNKNOWN
     */
    decide(id: string, lines: readonly Pick<Charge, 'product' | 'quantity'>[]): Receipt {
      const receipt = transact(() => {
        const visit = visits.find(id);
        if (visit === undefined) throw storeServerError('VISIT_UNKNOWN', `"${id}"`);
        const { cart } = visit;
        if (visit.state !== 'review' || cart === undefined) throw storeServerError('VISIT_NOT_IN_REVIEW', `"${id}" is ${visit.state}`);
        const stranger = lines.find((line) => !catalogue.products.has(line.product));
        if (stranger !== undefined) throw storeServerError('PRODUCT_UNKNOWN', `"${stranger.product}"`);
        visits.addDecision({ visit: id, revision: cart.revision, lines, decidedAt: clock() });
        return issue(visit, cart, lines.map(({ product, quantity }) => {
          const seen = cart.lines.find((line) => line.product === product && line.quantity === quantity);
          const evidence = cart.lines.filter((line) => line.product === product).flatMap((line) => line.evidence);
          return { product, quantity, probability: seen?.probability ?? 1, evidence };
        }));
      });
      tell({ visit: visits.find(id)!, receipt });
      return receipt;
    },
  };
}
export type Till = ReturnType<typeof createTill>;
