import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../../../scripts/broker/embedded-broker.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createGroupCommit } from './group-commit.ts';
import { openDatabase } from './open-database.ts';

const MESSAGES = 40;
/** More than a page of the database. */
const WIDE = 'x'.repeat(5_000);

it('a full disk costs nothing: what is heard waits in its order, and is taken in once there is room', { timeout: 60_000 }, async () => {
  const broker = await createEmbeddedBroker({ port: 0 });
  const database = openDatabase(join(temporaryFolder(), 'store.db'));
  const transact = createGroupCommit(database);
  database.exec('CREATE TABLE heard (at INTEGER PRIMARY KEY, wide TEXT) STRICT');
  const add = database.prepare('INSERT INTO heard VALUES (?, ?)');
  // As many pages as there are, and five more: the next messages find the disk full.
  const pages = database.pragma('page_count', { simple: true }) as number;
  database.pragma(`max_page_count = ${pages + 5}`);
  const blocked: (string | undefined)[] = [];
  let isBlocked = (): void => undefined;
  let isDone = (): void => undefined;
  const full = new Promise<void>((resolve) => (isBlocked = resolve));
  const done = new Promise<void>((resolve) => (isDone = resolve));
  const order: number[] = [];
  const till = await connectBus({
    url: broker.url, store: 'corner', clientId: 'till', lossless: true, settled: transact.committed,
    onBlocked(error) {
      blocked.push(error === undefined ? undefined : (error as Error & { code: string }).code);
      isBlocked();
    },
  });
  await till.subscribe(['gatePassages'], (message) => {
    if (message.name !== 'gatePassages') return;
    const at = message.body.capturedAt;
    transact(() => void add.run(at, WIDE));
    order.push(at);
    if (at === MESSAGES) isDone();
  });
  const gate = await connectBus({ url: broker.url, store: 'corner', clientId: 'gate' });
  onTestFinished(async () => {
    await gate.close();
    await till.close();
    database.close();
    await broker.close();
  });
  for (let at = 1; at <= MESSAGES; at++) {
    await gate.publish('gatePassages', 'door', { capturedAt: at, passages: [] });
    // One in a group: with others in it the whole group is taken back, and another process is told all of it again.
    while (order.length < at && blocked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await transact.committed();
  }
  await full;
  expect(order.length).toBeLessThan(MESSAGES);
  database.pragma('max_page_count = 1000000');
  await done;
  await transact.committed();
  expect(database.prepare('SELECT at FROM heard ORDER BY at').pluck().all()).toEqual(Array.from({ length: MESSAGES }, (_, i) => i + 1));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(blocked).toEqual(['SQLITE_FULL', undefined]);
  expect(till.refused.size).toBe(0);
});
