import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Cart, GatePassages, Message, Receipt } from '@walkout/contracts';
import { topicOf } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { connectAsync } from 'mqtt';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { cartOf, cornerStore } from './testing/corner-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const CLOCK = () => 1_000_000;
const silent = pino({ level: 'silent' });

/** A broker and someone on it that plays the sensors and fusion, and hears what the store says. */
async function openStreet() {
  const broker = await createEmbeddedBroker({ port: 0 });
  onTestFinished(() => broker.close());
  const bus = await connectBus({ url: broker.url, store: 'corner', clientId: 'street' });
  onTestFinished(() => bus.close());
  const heard: Message[] = [];
  const waiting: { readonly count: number; readonly name: string; readonly resolve: () => void }[] = [];
  await bus.subscribe(['visitOpened', 'receipt', 'storeStatus'], (message) => {
    heard.push(message);
    for (const { name, count, resolve } of waiting) {
      if (heard.filter((other) => other.name === name).length >= count) resolve();
    }
  });
  return {
    broker, bus, heard,
    /** Resolves when so many messages of a name have been heard. */
    hear: (name: Message['name'], count: number): Promise<void> => new Promise((resolve) => {
      if (heard.filter((message) => message.name === name).length >= count) resolve();
      else waiting.push({ name, count, resolve });
    }),
    said: (name: Message['name']) => heard.filter((message) => message.name === name).map((message) => message.body),
    enter: (body: GatePassages) => bus.publish('gatePassages', 'entry', body),
    cart: (body: Cart) => bus.publish('cart', body.visit, body),
  };
}

async function openStore(brokerUrl: string, databaseFile: string) {
  const server = await startServer({
    layout: cornerStore(), databaseFile, brokerUrl, host: '127.0.0.1', port: 0, clock: CLOCK, logger: silent, staffToken: STAFF_TOKEN,
  });
  await server.ready;
  return server;
}

const STAFF_TOKEN = 'a-token-for-this-test';
const staff = { authorization: `Bearer ${STAFF_TOKEN}` };

/** What the live connection's first event says of refused messages. */
async function refusedOf(server: RunningServer): Promise<unknown> {
  const { body } = await fetch(`${server.url}/api/live`, { headers: staff });
  let text = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const snapshot = /event: snapshot\ndata: (.*)\n\n/.exec(text)?.[1];
    if (snapshot !== undefined) return (JSON.parse(snapshot) as { health: { refused: unknown } }).health.refused;
  }
  throw new Error('no snapshot came');
}

const passage = (id: string, capturedAt = 1_000): GatePassages =>
  ({ capturedAt, passages: [{ passage: id, capturedAt, direction: 'in', credential: 'card-1234' }] });

describe('the way from the gate to the receipt', () => {
  it('opens the visit, follows the cart, issues one receipt, also when all is said twice', async () => {
    const street = await openStreet();
    const server = await openStore(street.broker.url, join(temporaryFolder(), 'store.db'));
    onTestFinished(() => server.close());
    for (const _twice of [1, 2]) {
      await street.enter(passage('anna'));
      await street.cart(cartOf('anna', [['oat-drink', 1]]));
      await street.cart(cartOf('anna', [['oat-drink', 2], ['hand-soap', 1]], { revision: 2, state: 'closed', capturedAt: 61_000 }));
    }
    await street.enter(passage('ben', 2_000));
    await street.cart(cartOf('ben', [], { state: 'closed', capturedAt: 70_000 }));
    await street.hear('receipt', 2);
    expect(street.said('visitOpened')).toEqual([
      { visit: 'anna', gate: 'entry', openedAt: 1_000 }, { visit: 'ben', gate: 'entry', openedAt: 2_000 },
    ]);
    const [anna, ben] = street.said('receipt') as Receipt[];
    expect(anna).toMatchObject({
      number: 1, visit: 'anna', openedAt: 1_000, closedAt: 61_000, currency: 'EUR', total: 643,
      lines: [
        { product: 'oat-drink', name: 'Oat drink 1 l', quantity: 2, unitPrice: 199, amount: 398, probability: 0.97 },
        { product: 'hand-soap', name: 'Hand soap 250 ml', quantity: 1, unitPrice: 245, amount: 245, probability: 0.97 },
      ],
      taxes: [
        { taxClass: 'reduced', basisPoints: 700, net: 372, tax: 26, gross: 398 }, // 398 * 7 / 107 = 26.04
        { taxClass: 'full', basisPoints: 1900, net: 206, tax: 39, gross: 245 }, // 245 * 19 / 119 = 39.12
      ],
    });
    expect(ben).toMatchObject({ number: 2, lines: [], taxes: [], total: 0 });
    expect(street.said('receipt')).toHaveLength(2);
  });

  it('goes on after a restart: nothing doubled, nothing lost, receipts the same byte for byte', async () => {
    const street = await openStreet();
    const file = join(temporaryFolder(), 'store.db');
    const first = await openStore(street.broker.url, file);
    await street.enter(passage('anna'));
    await street.cart(cartOf('anna', [['olives', 1]], { state: 'closed' }));
    await street.enter(passage('ben', 2_000));
    await street.hear('receipt', 1);
    await street.hear('visitOpened', 2);
    await first.close();
    // While the server is away; the retained cart waits on the broker.
    await street.cart(cartOf('ben', [['rye-bread', 1]], { state: 'closed' }));
    const second = await openStore(street.broker.url, file);
    onTestFinished(() => second.close());
    await street.enter(passage('anna'));
    await street.hear('receipt', 2);
    expect((street.said('receipt') as Receipt[]).map(({ number, visit }) => [number, visit])).toEqual([[1, 'anna'], [2, 'ben']]);
    const answer = await fetch(`${second.url}/api/receipts`, { headers: staff });
    const { receipts } = (await answer.json()) as { receipts: { receipt: Receipt }[] };
    expect(receipts.map(({ receipt }) => JSON.stringify(receipt)).reverse())
      .toEqual(street.said('receipt').map((receipt) => JSON.stringify(receipt)));
  });

  it('counts what is malformed or unknown, and goes on', async () => {
    const street = await openStreet();
    const server = await openStore(street.broker.url, join(temporaryFolder(), 'store.db'));
    onTestFinished(() => server.close());
    const rough = await connectAsync(street.broker.url, { clientId: 'rough' });
    onTestFinished(() => rough.endAsync());
    await rough.publishAsync(topicOf('cart', 'corner', 'anna'), '{"visit":"anna"', { qos: 1 });
    await rough.publishAsync(topicOf('cart', 'corner', 'anna'), '{"visit":"anna","lines":"none"}', { qos: 1 });
    await street.enter(passage('anna'));
    await street.cart(cartOf('anna', [['olives', 1]], { state: 'closed' }));
    await street.hear('receipt', 1);
    expect(await refusedOf(server)).toEqual({ MESSAGE_MALFORMED: 2 });
  });

  it('says that it is there, and that it is gone', async () => {
    const street = await openStreet();
    const server = await openStore(street.broker.url, join(temporaryFolder(), 'store.db'));
    await server.close();
    await street.hear('storeStatus', 2);
    expect(street.said('storeStatus')).toEqual([{ state: 'online' }, { state: 'offline' }]);
  });

  it('refuses a taken port with its code', async () => {
    const street = await openStreet();
    const folder = temporaryFolder();
    const server = await openStore(street.broker.url, join(folder, 'store.db'));
    onTestFinished(() => server.close());
    await expect(startServer({
      layout: cornerStore(), databaseFile: join(folder, 'other.db'), brokerUrl: street.broker.url,
      host: '127.0.0.1', port: Number(new URL(server.url).port), clock: CLOCK, logger: silent,
    })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  });
});
