import type { Logger } from 'pino';
import { REVIEW_BELOW } from '@walkout/contracts';
import type { EpochMs, MinorUnits, Positions, Probability, StoreLayout } from '@walkout/contracts';
import { machineTroubleText } from '@walkout/contracts/machine-trouble';
import { catalogueOf, latestCatalogue } from './core/catalogue.ts';
import { storePlan } from './core/store-plan.ts';
import type { Visit } from './core/visit.ts';
import { viewVisit } from './core/view-visit.ts';
import type { Snapshot, VisitView } from './core/views.ts';
import { createChangeFeed } from './io/change-feed.ts';
import { createClaims } from './io/claims.ts';
import { admissionTable } from './io/database/admission-table.ts';
import { createDurable } from './io/database/durable.ts';
import { createGroupCommit } from './io/database/group-commit.ts';
import type { Database } from './io/database/open-database.ts';
import { roomBeside } from './io/database/room-beside.ts';
import { createDoor } from './io/access/door.ts';
import { createOffice } from './io/access/office.ts';
import { outboxTable } from './io/database/outbox-table.ts';
import { promotionTable } from './io/database/promotion-table.ts';
import { receiptTable } from './io/database/receipt-table.ts';
import { signingSecret } from './io/database/secret.ts';
import { createEvidence } from './io/evidence/evidence.ts';
import { exampleTable } from './io/evidence/example-table.ts';
import { shelfEventTable } from './io/database/shelf-event-table.ts';
import { shopperTable } from './io/database/shopper-table.ts';
import { createAttentionWatch } from './io/gate/attention-watch.ts';
import { createGatekeeper } from './io/gate/gatekeeper.ts';
import { createLive } from './io/live.ts';
import { newId } from './io/new-id.ts';
import { createPaymentDesk } from './io/payments/payment-desk.ts';
import type { StripeAccess } from './io/payments/stripe.ts';
import { createReceiptDesk } from './io/receipt-desk.ts';
import { createRefunds } from './io/refunds.ts';
import { createSigner } from './io/signer.ts';
import { throttleLatest } from './io/throttle-latest.ts';
import { createLayoutBook } from './io/set-up/layout-book.ts';
import { pictureTable } from './io/set-up/picture-table.ts';
import { createTill } from './io/till.ts';

const SNAPSHOT_VISITS = 500;
const SNAPSHOT_RECEIPTS = 30;
const ATTENTION_INTERVAL_MS = 1_000;
const CHANGES_INTERVAL_MS = 100;
/** What is held when somebody comes in: the price of an ordinary basket. What a receipt comes to beyond it is asked for then. */
export const HOLD_AMOUNT: MinorUnits = 5_000;

const BECAME = { opened: 'visit opened', review: 'cart is to be reviewed' } as const;

export interface StoreOptions {
  readonly database: Database;
  /** Of the layout file; the database may know a later one. */
  readonly layout: StoreLayout;
  /** Wall time, for codes, payments and the audit of decisions; receipts carry the sensors' time. */
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  readonly reviewBelow?: Probability;
  readonly holdAmount?: MinorUnits;
  /** Cards are charged by Stripe; without it every credential is a house account. */
  readonly stripe?: StripeAccess | undefined;
  /** What was heard could not be kept, and now it could be: another process is to be told it. Left out: this one ends. */
  readonly startAnew?: (() => void) | undefined;
}

/** The store behind the routes and the broker: its gate, till and payments, what is live, and how people see it all. */
export function createStore(options: StoreOptions) {
  const { database, clock, logger, startAnew = () => process.exit(1), reviewBelow = REVIEW_BELOW, holdAmount = HOLD_AMOUNT } = options;
  const door = createDoor(database, clock);
  const layouts = createLayoutBook({ database, audit: door.audit, clock });
  layouts.seed(options.layout);
  const { layout } = layouts.current();
  let catalogueNow = catalogueOf(layout);
  let plan = storePlan(layout);
  const catalogue = latestCatalogue(() => catalogueNow);
  const signer = createSigner(signingSecret(database));
  const live = createLive(layout);
  const office = createOffice(database, door, clock);
  const transact = createGroupCommit(database, {
    onTakenBack(error) {
      const why = machineTroubleText(error);
      live.setBlocked(why);
      logger.error({ err: error }, `${why}: what was heard last could not be kept; it stays with the broker until there is room`);
      // What is known here is not what is on the disk, so another process hears it again.
      void roomBeside(database.name).then(startAnew);
    },
  });
  const durable = createDurable(database, transact);
  const [receipts, outbox, promotions] = [receiptTable(database), outboxTable(database), promotionTable(database)];
  const [admissions, shoppers, shelfEvents] = [admissionTable(database), shopperTable(database), shelfEventTable(database)];
  const evidence = createEvidence({
    database, layout: () => layouts.current().layout, shelfEvents, reviewBelow, clock, onEvidence: (visit) => live.send('evidence', { visit }),
  });

  const desk = createPaymentDesk({
    database, transact, durable, clock, logger, currency: layout.currency, stripe: options.stripe,
    onChange: ({ visit }) => tellReceipt(visit),
  });
  const { cashier, worker } = desk;
  const till = createTill({
    database, transact, receipts, outbox, promotions, admissions, cashier, signer, holdAmount, catalogue, reviewBelow, clock,
    onVisit(visit, became) {
      // Of who it is the log knows nothing; what was taken is between the shopper and the receipt.
      if (became !== undefined) logger.info({ visit: visit.visit, ...(became === 'review' ? { reasons: visit.reasons } : {}) }, BECAME[became]);
      worker.wake();
      evidence.lookInto(visit);
      if (live.isHeard()) changes.visit(visit);
      sendAttention();
    },
    onReceipt({ visit, receipt, lines }) {
      logger.info({ visit, receipt, lines: lines.length }, 'receipt issued');
      tellReceipt(visit);
    },
  });
  const refunds = createRefunds({
    transact, receipts, outbox, cashier, clock,
    onReceipt({ visit, receipt }) {
      logger.info({ visit, receipt }, 'refund issued');
      worker.wake();
      tellReceipt(visit);
    },
  });
  const claims = createClaims({
    database, transact, receipts, refunds, clock, newId,
    onClaim({ receipt }) {
      live.send('claims', { open: claims.openCount() });
      tellReceipt(receipts.find(receipt)!.visit);
    },
  });
  const gatekeeper = createGatekeeper({
    transact, admissions, shoppers, cashier, worker, signer, clock, newId, holdAmount, cardProvider: desk.cardProvider,
  });
  const receiptDesk = createReceiptDesk({ layout: () => layouts.current().layout, receipts, payments: desk.payments, claims, shelfEvents, signer, visits: till.visits, clock });
  const watch = createAttentionWatch(database, admissions);

  const view = (visit: Visit): VisitView => viewVisit(visit, catalogue, reviewBelow);
  const attention = () => watch.look(live.positions(), live.positions()?.capturedAt ?? clock());
  const sendAttention = throttleLatest<void>(ATTENTION_INTERVAL_MS, () => live.send('attention', attention()));
  /** The receipts of a visit are new, or their payment or claims are. */
  function tellReceipt(visit: string): void {
    if (live.isHeard()) changes.receipts(visit);
    sendAttention();
  }
  const changes = createChangeFeed({
    intervalMs: CHANGES_INTERVAL_MS, committed: transact.committed,
    tell({ visits, receiptsOf }) {
      for (const visit of visits) live.send('visit', view(visit));
      const issued = receiptsOf.flatMap((visit) => receipts.ofVisit(visit) ?? []);
      for (const one of issued.flatMap((receipt) => [receipt, ...receipts.refundsOf(receipt.receipt)])) live.send('receipt', receiptDesk.view(one));
    },
  });
  const currentVisits = () => (['review', 'open'] as const).flatMap((state) => till.visits.list({ state, limit: SNAPSHOT_VISITS }));
  layouts.onChange((current) => {
    catalogueNow = catalogueOf(current.layout);
    plan = storePlan(current.layout);
    live.setLayout(current.layout);
    live.send('layout', { version: current.version });
    for (const visit of currentVisits()) live.send('visit', view(visit));
  });
  return {
    till, receipts, outbox, promotions, shoppers, shelfEvents, refunds, claims, gatekeeper, desk, receiptDesk,
    live, signer, door, office, layouts, transact, durable, evidence, clock, view,
    examples: exampleTable(database, { shelfEvents, store: layouts.current().layout.store }),
    pictures: pictureTable(database),
    /** The floor plan, names and prices as they are now. */
    get plan() {
      return plan;
    },
    /** Takes in who is where. */
    takePositions(positions: Positions): void {
      evidence.takePositions(positions);
      live.setPositions(positions);
      sendAttention();
    },
    /** Everything a tablet shows just now. */
    snapshot(): Snapshot {
      const positions = live.positions();
      return {
        layoutVersion: layouts.current().version,
        visits: currentVisits().sort((a, b) => a.ordinal - b.ordinal).map(view),
        receipts: receipts.list({ limit: SNAPSHOT_RECEIPTS }).map(receiptDesk.view),
        openClaims: claims.openCount(),
        health: live.health(),
        attention: attention(),
        shelves: live.shelves(),
        ...(positions === undefined ? {} : { positions }),
      };
    },
    /** Takes up what a process that ended has left. */
    start(): void {
      gatekeeper.start();
      worker.wake();
    },
    /** Ends what runs by itself; the database may be closed then. */
    async stop(): Promise<void> {
      gatekeeper.stop();
      sendAttention.stop();
      changes.stop();
      live.stop();
      await worker.stop();
      transact.flush();
      durable.close();
    },
  };
}
export type Store = ReturnType<typeof createStore>;
