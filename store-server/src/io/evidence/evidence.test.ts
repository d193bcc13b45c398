import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { ClipRequest, ShelfEvent } from '@walkout/contracts';
import { project } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../../../scripts/broker/embedded-broker.ts';
import { createStore } from '../../store.ts';
import { cartOf, cornerStore } from '../../testing/corner-store.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { startBrokerLink } from '../broker-link.ts';
import { openDatabase } from '../database/open-database.ts';
import { viewEvidence } from './view-evidence.ts';

const EVENT: ShelfEvent = {
  event: 'e-1', shelf: 'island', startedAt: 10_000, settledAt: 11_000, plates: ['island-2'], grams: -498, gramsError: 3, place: [3.5, 2.3, 1],
  items: [{ product: 'olives', quantity: 1 }], probability: 0.5,
  people: [{ person: 'p-1', visit: 'anna', probability: 0.9 }, { person: 'p-2', visit: 'ben', probability: 0.1 }],
  trace: { from: 9_000, stepMs: 100, grams: [0, 0, -498] },
};
const JPEG = Buffer.from('ffd8ffd9', 'hex');

async function openStreet() {
  const broker = await createEmbeddedBroker({ port: 0 });
  onTestFinished(() => broker.close());
  const [database, logger] = [openDatabase(join(temporaryFolder(), 'store.db')), pino({ level: 'silent' })];
  const store = createStore({ database, layout: cornerStore(), clock: () => 5_000_000, logger });
  const link = startBrokerLink({ url: broker.url, storeId: 'corner', store, logger });
  const bus = await connectBus({ url: broker.url, store: 'corner', clientId: 'street' });
  onTestFinished(async () => {
    await bus.close();
    await link.close();
    await store.stop();
    database.close();
  });
  await link.ready;
  const asked: { camera: string; request: ClipRequest }[] = [];
  await bus.subscribe(['clipRequest'], (message) => {
    if (message.name === 'clipRequest') asked.push({ camera: message.id, request: message.body });
  });
  const walk = (at: number) => bus.publish('positions', undefined, {
    capturedAt: at, positions: [{ person: 'p-1', visit: 'anna', position: [3.5, 1.5] }, { person: 'p-2', visit: 'ben', position: [1, 1] }],
  });
  const viewOf = (visit: string) => viewEvidence(store.till.visits.find(visit)!, { ...store, layout: cornerStore(), ordinalOf: (id) => store.till.visits.find(id)?.ordinal });
  return { bus, store, asked, walk, viewOf };
}

it('a doubtful line has its clip from the cameras that see it, of its shopper alone, kept for the reviewer', async () => {
  const { bus, store, asked, walk, viewOf } = await openStreet();
  await bus.publish('gatePassages', 'entry', { capturedAt: 1, passages: ['anna', 'ben'].map((passage, i) => ({ passage, capturedAt: i, direction: 'in' })) });
  for (let at = 7_000; at <= 11_400; at += 200) await walk(at);
  await bus.publish('shelfEvent', 'e-1', EVENT);
  const doubtful = cartOf('anna', [['olives', 1, 0.5]], { capturedAt: 12_000 });
  await bus.publish('cart', 'anna', { ...doubtful, lines: doubtful.lines.map((line) => ({ ...line, evidence: ['e-1'] })) });
  await expect.poll(() => store.till.visits.find('anna')?.cart).toBeDefined();
  expect(asked, 'the moment is not over').toEqual([]);
  for (let at = 11_600; at <= 12_600; at += 200) await walk(at);
  // The other camera looks at the back of the shelf.
  await expect.poll(() => asked.map(({ camera }) => camera)).toEqual(['south-west']);

  const cameras = cornerStore().cameras;
  for (const { camera, request } of asked) {
    expect(request).toMatchObject({ from: 7_500, to: 12_500 });
    const there = project(cameras.find(({ id }) => id === camera)!.calibration!, [3.5, 1.5, 1.1])!;
    expect(request.subject[0]!.point).toEqual([Math.round(there[0]), Math.round(there[1])]);
    // Every 200 ms from 7.5 s to 12.5 s.
    expect(request.subject.map(({ at }) => at)).toEqual(Array.from({ length: 25 }, (_, i) => 7_600 + 200 * i));
  }
  const { camera, request } = asked[0]!;
  await bus.publish('clipPart', camera, { request: request.request, part: 0, last: false, frames: [{ at: 9_000, jpeg: JPEG.toString('base64') }] });
  await bus.publish('clipPart', camera, { request: request.request, part: 1, last: true, frames: [{ at: 9_200, jpeg: JPEG.toString('base64') }] });
  await expect.poll(() => viewOf('anna').events[0]?.clips.map(({ state }) => state)).toEqual(['kept']);
  const [event] = viewOf('anna').events;
  expect(event).toMatchObject({
    shelf: 'island, middle board', grams: -498, trace: EVENT.trace, reading: [{ name: 'Green olives 180 g', quantity: 1 }],
    people: [{ ordinal: 1, probability: 0.9, own: true }, { ordinal: 2, probability: 0.1, own: false }],
  });
  expect(event!.clips[0]!.frames).toEqual([{ at: 9_000, offset: 0, length: 4 }, { at: 9_200, offset: 4, length: 4 }]);
  expect(store.evidence.tables.picturesOf(request.request)).toEqual(Buffer.concat([JPEG, JPEG]));
});

it('a decision is kept as an example, without the names of shoppers, and its clips go when their time is over', async () => {
  const { bus, store, asked, walk } = await openStreet();
  await bus.publish('gatePassages', 'entry', { capturedAt: 1, passages: [{ passage: 'anna', capturedAt: 1, direction: 'in' }] });
  await bus.publish('shelfEvent', 'e-1', EVENT);
  for (const at of [11_000, 13_000]) await walk(at);
  const cart = cartOf('anna', [['olives', 1, 0.5]], { state: 'closed' });
  await bus.publish('cart', 'anna', { ...cart, lines: cart.lines.map((line) => ({ ...line, evidence: ['e-1'] })) });
  await expect.poll(() => store.till.visits.find('anna')?.state).toBe('review');
  // The other camera looks at the back of the shelf.
  await expect.poll(() => asked.map(({ camera }) => camera)).toEqual(['south-west']);
  expect(store.evidence.tables.forgetBefore(6_000_000), 'a reviewer waits for them').toBe(0);
  store.till.decide('anna', [{ product: 'rye-bread', quantity: 1 }]);
  store.examples.keepUp();
  store.examples.keepUp();
  const examples = [...store.examples.all()];
  expect(examples).toMatchObject([{
    version: 1, store: 'corner', features: { lines: [{ product: 'olives', probability: 0.5 }], events: [{ event: 'e-1', grams: -498 }] },
    truth: { lines: [{ product: 'rye-bread', quantity: 1 }] },
  }]);
  expect(examples[0]!.features.events[0]!.people).toEqual([{ person: 'p-1', probability: 0.9, visit: 'own' }, { person: 'p-2', probability: 0.1 }]);
  expect(store.evidence.tables.forgetBefore(6_000_000)).toBe(1);
});
