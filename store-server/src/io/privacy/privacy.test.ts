import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ShelfEvent } from '@walkout/contracts';
import { cartOf } from '../../testing/corner-store.ts';
import { openApp } from '../../testing/open-app.ts';
import { forgetShopper } from './forget-shopper.ts';
import { createRetention } from './retention.ts';

const DAY = 86_400_000;
const EVENT: ShelfEvent = {
  event: 'e-1', shelf: 'west', startedAt: 40_000, settledAt: 42_000, plates: ['west-1'], grams: -179, gramsError: 2, place: [0.25, 2.75, 1],
  items: [{ product: 'olives', quantity: 1 }], probability: 0.9, people: [{ person: 'p-1', visit: 'anna', probability: 0.9 }],
};

/** Anna, a shopper with a page of her own, has shopped and paid; Ben came by a card. */
async function openSettled() {
  const opened = await openApp();
  const { store, database, till, enter } = opened;
  store.shoppers.add({ shopper: 's-anna', name: 'Anna Andersen', provider: 'ledger', source: 'house-1', staff: false, addedAt: 1 });
  enter('anna', 'ben');
  for (const visit of ['anna', 'ben']) {
    const cart = cartOf(visit, [['olives', 1]], { state: 'closed' });
    store.shelfEvents.put({ ...EVENT, event: `e-${visit}` });
    store.evidence.tables.setPaths(`e-${visit}`, []);
    store.evidence.tables.askFor({ clip: `c-${visit}`, visit, event: `e-${visit}`, camera: 'south-west', askedAt: opened.time.now - 1 });
    till.takeCart({ ...cart, lines: cart.lines.map((line) => ({ ...line, evidence: [`e-${visit}`] })) });
  }
  database.prepare(`INSERT INTO admissions (visit, gate, shopper, credential_sha256, provider, source, payment, people, state, admitted_at)
    SELECT visit, 'entry', 's-anna', randomblob(32), provider, source, payment, 1, 'entered', 1 FROM payments WHERE visit = 'anna'`).run();
  database.prepare('DELETE FROM payment_steps').run();
  await store.transact.committed();
  const linesOf = (visit: string) => till.visits.find(visit)!.cart!.lines.length;
  const credentials = () => database.prepare('SELECT count(*) FROM passages WHERE credential_sha256 IS NOT NULL').pluck().get();
  return { ...opened, linesOf, credentials };
}

describe('retention', () => {
  it('removes carts, evidence and credentials at their time, and no receipt', async () => {
    const { database, store, time, linesOf, credentials, enter, till } = await openSettled();
    const retention = createRetention(database, 30);
    const issued = JSON.stringify(store.receipts.ofVisit('anna'));
    expect(retention.sweep(time.now)).toEqual({ carts: 0, credentials: 0, shelfEvents: 0, scans: 0, clips: 0 });
    enter('cleo');
    till.takeCart(cartOf('cleo', [['olives', 1]], { state: 'closed' }));
    expect(retention.sweep(time.now + 30 * DAY - 1).shelfEvents).toBe(0);
    expect(retention.sweep(time.now + 30 * DAY)).toEqual({ carts: 2, credentials: 2, shelfEvents: 2, scans: 0, clips: 2 });
    expect([linesOf('anna'), linesOf('cleo'), credentials()]).toEqual([0, 1, 1]);
    expect(store.evidence.tables.pathsOf('e-anna')).toBeUndefined();
    expect(JSON.stringify(store.receipts.ofVisit('anna'))).toBe(issued);
    expect(retention.sweep(time.now + 30 * DAY + 1).carts).toBe(0);
  });

  it('leaves the cart of a visit that is not settled', async () => {
    const { database, time, till, enter, linesOf } = await openSettled();
    enter('dana');
    till.takeCart(cartOf('dana', [['olives', 1, 0.2]], { state: 'closed' }));
    const retention = createRetention(database, 1);
    retention.sweep(time.now);
    retention.sweep(time.now + 2 * DAY);
    expect([linesOf('dana'), linesOf('anna')]).toEqual([1, 0]);
  });
});

describe('to forget a shopper', () => {
  it('leaves receipts that lead to nobody, and others alone', async () => {
    const { database, store, linesOf, credentials } = await openSettled();
    database.prepare("INSERT INTO decisions (visit, revision, lines, decided_recorded_at) VALUES ('anna', 1, '[]', 1)").run();
    store.examples.keepUp();
    await store.transact.committed();
    expect(forgetShopper(database, 's-anna', store.door.audit)).toEqual({ visits: 1, receiptsKept: 1 });
    store.examples.keepUp();
    expect([linesOf('anna'), linesOf('ben'), credentials()]).toEqual([0, 1, 1]);
    expect([store.shelfEvents.find('e-anna'), store.shelfEvents.find('e-ben')]).toMatchObject([undefined, { event: 'e-ben' }]);
    expect([store.evidence.tables.clip('c-anna'), store.evidence.tables.clip('c-ben')]).toMatchObject([undefined, { visit: 'ben' }]);
    expect([...store.examples.all()], 'nor is one made anew').toEqual([]);
    expect(store.receipts.ofVisit('anna')).toMatchObject({ total: 279 });
    expect(store.shoppers.find('s-anna')).toBeUndefined();
    for (const suffix of ['', '-wal']) expect(readFileSync(`${database.name}${suffix}`).includes('Anna Andersen')).toBe(false);
    expect(store.door.audit.list({ limit: 1 })).toMatchObject([{ action: 'shopper forgotten', subject: 's-anna' }]);
    expect(() => forgetShopper(database, 's-anna', store.door.audit)).toThrowError(expect.objectContaining({ code: 'SHOPPER_UNKNOWN' }));
  });

  it('waits until they have left and paid', async () => {
    const { database, store } = await openSettled();
    database.prepare("UPDATE visits SET state = 'open' WHERE visit = 'anna'").run();
    expect(() => forgetShopper(database, 's-anna', store.door.audit)).toThrowError(expect.objectContaining({ code: 'SHOPPER_BUSY' }));
    expect(store.shoppers.find('s-anna')).toMatchObject({ name: 'Anna Andersen' });
  });
});
