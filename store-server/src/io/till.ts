import { createHash } from 'node:crypto';
import type { Cart, EpochMs, GatePassages, Passage, Probability, Receipt } from '@walkout/contracts';
import type { Catalogue } from '../core/catalogue.ts';
import { draftReceipt } from '../core/draft-receipt.ts';
import type { Charge } from '../core/draft-receipt.ts';
import { judgeCart } from '../core/judge-cart.ts';
import type { Visit } from '../core/visit.ts';
import { storeServerError } from '../errors.ts';
import type { Database } from './database/open-database.ts';
import { outboxTable } from './database/outbox-table.ts';
import { receiptTable } from './database/receipt-table.ts';
import { visitTable } from './database/visit-table.ts';

export interface TillOptions {
  readonly database: Database;
  readonly catalogue: Catalogue;
  /** Cart lines below this probability go to review. */
  readonly reviewBelow: Probability;
  readonly clock: () => EpochMs;
  /** After the commit: something about this visit is new. */
  readonly onVisit: (visit: Visit) => void;
  /** After the commit: this receipt has just been issued. */
  readonly onReceipt: (receipt: Receipt) => void;
}

/** Letters of the hash that make a receipt's id: 80 bits, no two visits of a store meet in them. */
const ID_LETTERS = 20;
const sha256 = (text: string) => createHash('sha256').update(text).digest();
const receiptIdOf = (visit: string): string => `r-${sha256(visit).toString('hex').slice(0, ID_LETTERS)}`;

/**
 * Where visits become receipts: passages open visits, carts follow, a sure closed cart or a person's decision issues the
 * receipt. Every step is one transaction and may be told twice. Receipts carry the sensors' times only, so that a replay
 * issues the same bytes.
 */
export function createTill({ database, catalogue, reviewBelow, clock, onVisit, onReceipt }: TillOptions) {
  const visits = visitTable(database);
  const receipts = receiptTable(database);
  const outbox = outboxTable(database);

  function issue(visit: Visit, cart: Cart, charges: readonly Charge[]): Receipt {
    const receipt: Receipt = {
      receipt: receiptIdOf(visit.visit),
      number: receipts.nextNumber(),
      visit: visit.visit,
      openedAt: visit.entry?.openedAt ?? cart.capturedAt,
      closedAt: cart.capturedAt,
      ...draftReceipt(charges, catalogue),
    };
    receipts.add(receipt);
    visits.setState(visit.visit, 'settled');
    outbox.add('receipt', visit.visit, receipt);
    return receipt;
  }

  /** What now follows for a visit that is not settled; inside a transaction. */
  function settle(id: string): Receipt | undefined {
    const visit = visits.find(id)!;
    if (visit.cart === undefined || visit.state === 'settled') return undefined;
    const judged = judgeCart({ cart: visit.cart, entrySeen: visit.entry !== undefined }, { catalogue, reviewBelow });
    if (judged.verdict === 'settle') return issue(visit, visit.cart, visit.cart.lines);
    visits.setState(id, judged.verdict, judged.verdict === 'review' ? judged.reasons : []);
    return undefined;
  }

  function tell(id: string, receipt: Receipt | undefined): void {
    onVisit(visits.find(id)!);
    if (receipt !== undefined) onReceipt(receipt);
  }

  /** The receipt that follows at once, if any; `known` when nothing is new. */
  function enter(gate: string, passage: Passage): Receipt | 'known' | undefined {
    const credential = passage.credential === undefined ? undefined : sha256(passage.credential);
    if (!visits.addPassage(gate, passage, credential) || passage.direction === 'out') return 'known';
    visits.ensure(passage.passage);
    visits.setEntry(passage.passage, { gate, openedAt: passage.capturedAt });
    outbox.add('visitOpened', passage.passage, { visit: passage.passage, gate, openedAt: passage.capturedAt });
    return settle(passage.passage);
  }

  return {
    visits,
    receipts,
    outbox,
    /** Takes in what went through a gate. */
    takePassages(gate: string, { passages }: GatePassages): void {
      for (const passage of passages) {
        const followed = database.transaction(() => enter(gate, passage)).immediate();
        if (followed !== 'known') tell(passage.passage, followed);
      }
    },
    /** Takes in a cart. @throws WalkoutError CART_AFTER_RECEIPT for a changed cart of a settled visit */
    takeCart(cart: Cart): void {
      let receipt: Receipt | undefined;
      const isNew = database.transaction(() => {
        visits.ensure(cart.visit);
        if (!visits.putCart(cart)) return false;
        if (visits.find(cart.visit)!.state === 'settled') {
          throw storeServerError('CART_AFTER_RECEIPT', `visit "${cart.visit}", revision ${cart.revision}`);
        }
        receipt = settle(cart.visit);
        return true;
      }).immediate();
      if (isNew) tell(cart.visit, receipt);
    },
    /**
     * A person's word on a visit in review: exactly these goods are charged. A line keeps the probability that it had when
     * the person left it as it was, and has 1 otherwise.
     *
     * @throws WalkoutError VISIT_UNKNOWN, VISIT_NOT_IN_REVIEW, PRODUCT_UNKNOWN
     */
    decide(id: string, lines: readonly Pick<Charge, 'product' | 'quantity'>[]): Receipt {
      const receipt = database.transaction(() => {
        const visit = visits.find(id);
        if (visit === undefined) throw storeServerError('VISIT_UNKNOWN', `"${id}"`);
        const { cart } = visit;
        if (visit.state !== 'review' || cart === undefined) throw storeServerError('VISIT_NOT_IN_REVIEW', `"${id}" is ${visit.state}`);
        const stranger = lines.find((line) => !catalogue.products.has(line.product));
        if (stranger !== undefined) throw storeServerError('PRODUCT_UNKNOWN', `"${stranger.product}"`);
        visits.addDecision({ visit: id, revision: cart.revision, lines, decidedAt: clock() });
        return issue(visit, cart, lines.map(({ product, quantity }) => {
          const seen = cart.lines.find((line) => line.product === product && line.quantity === quantity);
          return { product, quantity, probability: seen?.probability ?? 1 };
        }));
      }).immediate();
      tell(id, receipt);
      return receipt;
    },
  };
}
export type Till = ReturnType<typeof createTill>;
