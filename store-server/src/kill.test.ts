import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { startService } from '../../scripts/start/service-process.ts';
import { openDatabase } from './io/database/open-database.ts';
import { receiptTable } from './io/database/receipt-table.ts';
import { openStreet } from './testing/busy-street.ts';
import { cornerStore } from './testing/corner-store.ts';
import { startStripeServer } from './testing/stripe-server.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Few by default: every one costs the start of a process. */
const KILLS = Number(process.env['WALKOUT_KILLS'] ?? 6);
const SEED = 20;
const LONGEST_LIFE_MS = 600;
const PER_KILL_MS = 30_000;
const TOKEN = 'a-program-of-the-test';
const program = { authorization: `Bearer ${TOKEN}` };

/** In [0, 1), the same ones each time. @source Park and Miller, CACM 31(10), 1988, the minimal standard generator */
function* chances(seed: number): Generator<number, never> {
  for (let state = seed; ; yield state / 2_147_483_647) state = (state * 48_271) % 2_147_483_647;
}

/** A broker and Stripe's API that live on, and a server on one database file that may die. */
async function openStore() {
  const folder = temporaryFolder();
  const [layout, database] = [join(folder, 'store.json'), join(folder, 'store.db')];
  writeFileSync(layout, JSON.stringify(cornerStore()));
  const [broker, stripe] = await Promise.all([createEmbeddedBroker({ port: 0 }), startStripeServer()]);
  const bus = await connectBus({ url: broker.url, store: 'corner', clientId: 'street' });
  onTestFinished(async () => {
    await bus.close();
    await Promise.all([broker.close(), stripe.close()]);
  });
  let address = '';
  const post = async (path: string, body: object, headers: Record<string, string> = program) => {
    const answer = await fetch(`${address}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json() as Promise<never>;
  };
  async function start() {
    const service = startService({
      name: 'store server', program: 'store-server/src/main.ts',
      env: { WALKOUT_STAFF_TOKEN: TOKEN, WALKOUT_STRIPE_KEY: 'sk_test_1' },
      args: ['--layout', layout, '--database', database, '--broker', broker.url, '--port', '0', '--stripe-url', stripe.url.href],
    });
    onTestFinished(() => service.stop());
    const started = await Promise.race([service.says(/Tablet: (https?:\/\/[^\s/]+)/), service.ended]);
    if ('lastLines' in started) throw new Error(started.lastLines);
    address = started[1]!;
    return service;
  }
  return { database, bus, stripe, post, start };
}

it(`killed at ${KILLS} moments under load, loses, doubles and changes no receipt and no charge`, { timeout: KILLS * PER_KILL_MS + 120_000 }, async ({ annotate }) => {
  const { database: file, bus, stripe, post, start } = await openStore();
  let server = await start();
  const { code } = await post('/api/devices', { name: 'Reader', kind: 'gate', gate: 'entry' }) as { code: string };
  const { token } = await post('/api/enrolment', { code }) as { token: string };
  const street = await openStreet({ bus, atOnce: 8, scan: (body) => post('/api/gates/entry/scans', body, { authorization: `Bearer ${token}` }) });
  const random = chances(SEED);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(random.next().value * LONGEST_LIFE_MS);
    process.kill(server.pid!, 'SIGKILL');
    await server.ended;
    server = await start();
  }
  const shoppers = await street.close();

  const books = new Sqlite(file, { readonly: true });
  const waits = books.prepare('SELECT (SELECT count(*) FROM payment_steps) + (SELECT count(*) FROM outbox)').pluck();
  await vi.waitFor(() => expect(waits.get()).toBe(0), { timeout: 60_000, interval: 100 });
  books.close();
  await server.stop();

  const database = openDatabase(file);
  onTestFinished(() => void database.close());
  const receipts = receiptTable(database);
  expect(shoppers.length).toBeGreaterThanOrEqual(KILLS);
  expect(database.prepare('SELECT count(*), max(number) FROM receipts').raw().get()).toEqual([shoppers.length, shoppers.length]);
  const intents = [...stripe.intents.values()];
  const takenFor = (visit: string) => intents.filter(({ metadata }) => metadata['visit'] === visit).reduce((sum, intent) => sum + intent.amount_received, 0);
  for (const { visit, due, said } of shoppers) {
    const kept = receipts.ofVisit(visit);
    expect(kept?.total).toBe(due);
    expect(new Set(said)).toEqual(new Set([JSON.stringify(kept)]));
    expect(takenFor(visit)).toBe(due);
  }
  const charged = intents.filter(({ status }) => status === 'succeeded').map(({ metadata }) => metadata['visit']);
  expect(charged.sort()).toEqual(shoppers.map(({ visit }) => visit).sort());
  // What was held for a scan that got no answer is let go.
  expect(intents.filter(({ status }) => status === 'requires_capture')).toEqual([]);
  await annotate(`${KILLS} kills, ${shoppers.length} receipts, ${intents.length} payments asked of Stripe`);
});
