import { REVIEW_BELOW } from '@walkout/contracts';
import type { EpochMs, Probability, Receipt, StoreLayout } from '@walkout/contracts';
import { catalogueOf } from './core/catalogue.ts';
import { storePlan } from './core/store-plan.ts';
import type { Visit } from './core/visit.ts';
import { viewVisit } from './core/view-visit.ts';
import type { ReceiptView, Snapshot, VisitView } from './core/views.ts';
import type { Database } from './io/database/open-database.ts';
import { createDoor } from './io/access/door.ts';
import { createOffice } from './io/access/office.ts';
import { signingSecret } from './io/database/secret.ts';
import { createLive } from './io/live.ts';
import { createSigner } from './io/signer.ts';
import { createTill } from './io/till.ts';

const SNAPSHOT_VISITS = 500;
const SNAPSHOT_RECEIPTS = 30;

export interface StoreOptions {
  readonly database: Database;
  readonly layout: StoreLayout;
  /** Wall time, for the audit of decisions only; receipts carry the sensors' time. */
  readonly clock: () => EpochMs;
  readonly reviewBelow?: Probability;
}

/** The store behind the routes and the broker: its till, what is live, and how people see both. */
export function createStore({ database, layout, clock, reviewBelow = REVIEW_BELOW }: StoreOptions) {
  const catalogue = catalogueOf(layout);
  const signer = createSigner(signingSecret(database));
  const live = createLive(layout);
  const door = createDoor(database, clock);
  const office = createOffice(database, door, clock);
  const till = createTill({
    database, catalogue, reviewBelow, clock,
    onVisit: (visit) => live.send('visit', view(visit)),
    onReceipt: (receipt) => live.send('receipt', viewReceipt(receipt)),
  });

  const view = (visit: Visit): VisitView => viewVisit(visit, catalogue, reviewBelow);
  const viewReceipt = (receipt: Receipt): ReceiptView => ({
    receipt,
    ordinal: till.visits.find(receipt.visit)!.ordinal,
    link: signer.shopperLink(receipt.visit),
  });
  return {
    till, live, signer, door, office, clock, view, viewReceipt,
    plan: storePlan(layout),
    /** Everything a tablet shows just now. */
    snapshot(): Snapshot {
      const positions = live.positions();
      const current = (['review', 'open'] as const).flatMap((state) => till.visits.list({ state, limit: SNAPSHOT_VISITS }));
      return {
        visits: current.sort((a, b) => a.ordinal - b.ordinal).map(view),
        receipts: till.receipts.list({ limit: SNAPSHOT_RECEIPTS }).map(viewReceipt),
        health: live.health(),
        ...(positions === undefined ? {} : { positions }),
      };
    },
  };
}
export type Store = ReturnType<typeof createStore>;
