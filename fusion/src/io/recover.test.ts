import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Cart } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import pino from 'pino';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import { goodsOf, quietDay } from '../testing/quiet-day.ts';
import { momentOf, sourcesOf } from '../core/sensor-message.ts';
import type { SensorMessage } from '../core/sensor-message.ts';
import { startFusion } from './fusion-service.ts';

const PATIENCE_MS = 300_000;
/** Less than a quiet minute of the store. */
const GROWS = 500_000;

let folder: string;
let broker: Awaited<ReturnType<typeof createEmbeddedBroker>>;
let sensors: Bus;
let ears: Bus;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'walkout-recover-'));
  broker = await createEmbeddedBroker({ port: 0 });
});
afterEach(async () => {
  await Promise.all([sensors.close(), ears.close()]);
  await broker.close();
  rmSync(folder, { recursive: true });
});

const journalBytes = () => statSync(join(folder, 'inputs.journal')).size;
const STATUS = { camera: 'cameraStatus', shelf: 'shelfStatus', gate: 'gateStatus' } as const;

it('begins its journal again when nobody is inside, and goes on from it with what stands astray', { timeout: PATIENCE_MS }, async () => {
  const { layout, product, other, messages } = quietDay();
  const { store } = layout;
  const carts = new Map<string, Cart>();
  sensors = await connectBus({ url: broker.url, store, clientId: 'sensors' });
  ears = await connectBus({ url: broker.url, store, clientId: 'ears' });
  await ears.subscribe(['cart'], ({ name, body }) => void (name === 'cart' && carts.set(body.visit, body)));
  const begin = () => startFusion({ layout, brokerUrl: broker.url, mode: 'replay', journal: folder, journalGrows: GROWS, log: pino({ level: 'silent' }) });
  const say = async (part: readonly SensorMessage[]) => {
    let last = -Infinity;
    for (const message of part) {
      const said = sensors.publish(message.name, message.id, message.body);
      // Once a second of the store's all is heard, so that fusion's own time goes by as well.
      if (momentOf(message) < last + 1_000) continue;
      last = momentOf(message);
      await said;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  };
  const half = messages.findIndex((message) => momentOf(message) > (momentOf(messages[0]!) + momentOf(messages.at(-1)!)) / 2);

  const first = await begin();
  await say(messages.slice(0, half));
  const heard = messages.slice(0, half).reduce((bytes, message) => bytes + JSON.stringify(message).length, 0);
  await expect.poll(journalBytes, { timeout: PATIENCE_MS / 4 }).toBeLessThan(heard / 2);
  await first.stop();

  const second = await begin();
  await say(messages.slice(half));
  for (const source of sourcesOf(layout)) {
    const [kind, id] = source.split('/') as [keyof typeof STATUS, string];
    await sensors.publish(STATUS[kind], id, { state: 'ended' });
  }
  await second.ended;
  await second.stop();
  expect(goodsOf(carts.values()).map(({ goods }) => goods)).toEqual([[], [{ product: other, quantity: 1 }], [{ product, quantity: 1 }]]);
});
