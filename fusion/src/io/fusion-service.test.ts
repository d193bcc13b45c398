import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import { topicOf } from '@walkout/contracts';
import type { Cart, FusionStatus, StoreLayout } from '@walkout/contracts';
import { connect } from 'mqtt';
import pino from 'pino';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import { startFusion } from './fusion-service.ts';
import type { FusionService } from './fusion-service.ts';

const plate = (n: number) => ({ id: `s1-${n}`, centre: [0.5 + 0.2 * n, 2.7, 1.2] as [number, number, number], width: 0.2, depth: 0.4 });
const product = (id: string, grams: number) => ({
  id, name: id, barcode: '', price: 100, taxClass: 'food', unitWeight: { mean: grams, standardDeviation: 2 },
});

/** A camera without calibration: fusion knows when somebody is in the store, not where. */
const layout: StoreLayout = {
  version: 1, store: 'corner', name: 'Corner', currency: 'EUR', floor: [[0, 0], [4, 0], [4, 3], [0, 3]],
  cameras: [{ id: 'north', imageSize: { width: 640, height: 360 } }],
  gates: [{ id: 'in', kind: 'entry', from: [0, 0], to: [1, 0] }, { id: 'out', kind: 'exit', from: [3, 0], to: [4, 0] }],
  fixtures: [{ id: 'wall', name: 'Wall', footprint: [[0, 2.5], [4, 2.5], [4, 3], [0, 3]], height: 1.8 }],
  shelves: [{ id: 's1', name: 'Top', fixture: 'wall', facing: -1.5708, plates: [1, 2, 3].map(plate) }],
  taxClasses: [{ id: 'food', name: 'Food', basisPoints: 700 }],
  products: [product('milk', 1030), product('tea', 120), product('oil', 560)],
  planogram: [{ product: 'milk', plates: ['s1-1'] }, { product: 'tea', plates: ['s1-2'] }, { product: 'oil', plates: ['s1-3'] }],
};

const START = 1_700_000_000_000;
const BATCH_MS = 100;
/** A cell's reading with a noise of ±0.5 g that repeats itself: nothing here is drawn. */
const noisy = (grams: number, sample: number, cell: number) => grams + ((sample * 7 + cell * 3) % 11) / 10 - 0.5;

function weights(sequence: number, takenAt: number) {
  const capturedAt = Array.from({ length: 6 }, (_, i) => START + sequence * BATCH_MS + (i * BATCH_MS) / 6);
  const row = (at: number) => [4120, 960, at < takenAt ? 2240 : 1680].map((grams, cell) => noisy(grams, Math.round(at / 16.6), cell));
  return { sequence, capturedAt, grams: capturedAt.map(row) };
}

let broker: Awaited<ReturnType<typeof createEmbeddedBroker>>;
let sensors: Bus;
let ears: Bus;
let fusion: FusionService;
let carts: Cart[];
let ended: Promise<FusionStatus>;

beforeEach(async () => {
  broker = await createEmbeddedBroker({ port: 0 });
  sensors = await connectBus({ url: broker.url, store: 'corner', clientId: 'sensors' });
  ears = await connectBus({ url: broker.url, store: 'corner', clientId: 'ears' });
  carts = [];
  let end: (status: FusionStatus) => void;
  ended = new Promise((resolve) => (end = resolve));
  await ears.subscribe(['cart', 'fusionStatus'], (message) => {
    if (message.name === 'cart') carts.push(message.body);
    if (message.name === 'fusionStatus' && message.body.state === 'ended') end(message.body);
  });
  fusion = await startFusion({ layout, brokerUrl: broker.url, mode: 'replay', log: pino({ level: 'silent' }) });
});
afterEach(async () => {
  await fusion.stop();
  await Promise.all([sensors.close(), ears.close()]);
  await broker.close();
});

/** Twelve seconds: in at 1 s, the oil taken at 5 s, out at 10 s. */
async function visit(): Promise<FusionStatus> {
  for (let sequence = 0; sequence < 120; sequence++) {
    const at = START + sequence * BATCH_MS;
    await sensors.publish('shelfWeights', 's1', weights(sequence, START + 5_000));
    await sensors.publish('cameraTracks', 'north', { capturedAt: at, sequence, tracks: [] });
    const passing = (when: number, passage: string, direction: 'in' | 'out') =>
      at === START + when ? [{ passage, capturedAt: at, direction }] : [];
    await sensors.publish('gatePassages', 'in', { capturedAt: at, passages: passing(1_000, 'v1', 'in') });
    await sensors.publish('gatePassages', 'out', { capturedAt: at, passages: passing(10_000, 'x1', 'out') });
  }
  await sensors.publish('cameraStatus', 'north', { state: 'ended' });
  await sensors.publish('shelfStatus', 's1', { state: 'ended' });
  await sensors.publish('gateStatus', 'in', { state: 'ended' });
  await sensors.publish('gateStatus', 'out', { state: 'ended' });
  await fusion.ended;
  return ended;
}

it('turns a passage in, a lighter shelf and a passage out into a closed cart', async () => {
  await visit();
  expect(carts[0]).toMatchObject({ visit: 'v1', revision: 0, state: 'open', lines: [] });
  const last = carts.at(-1)!;
  expect(last).toMatchObject({ visit: 'v1', state: 'closed', capturedAt: START + 10_000 });
  expect(last.lines).toMatchObject([{ product: 'oil', quantity: 1, evidence: [expect.stringMatching(/^s1-/)] }]);
  expect(last.lines[0]!.probability).toBeGreaterThan(0.6);
});

it('refuses what no sensor of the store says, counts it and goes on', async () => {
  const stranger = connect(broker.url);
  await stranger.publishAsync(topicOf('shelfWeights', 'corner', 's1'), 'no JSON');
  await stranger.publishAsync(topicOf('shelfWeights', 'corner', 's9'), JSON.stringify(weights(0, Infinity)));
  await stranger.publishAsync(topicOf('shelfWeights', 'corner', 's1'), JSON.stringify({ sequence: 0, capturedAt: [START], grams: [[1, 2]] }));
  await stranger.endAsync();
  const { refused } = await visit();
  expect(carts.at(-1)!.lines).toHaveLength(1);
  expect(refused).toEqual({ MESSAGE_MALFORMED: 1, SENSOR_UNKNOWN: 1, SENSOR_MISMATCH: 1 });
});

it('drops what a sensor says too much, counts it and names the sensor', { timeout: 300_000 }, async () => {
  await fusion.stop();
  fusion = await startFusion({ layout, brokerUrl: broker.url, mode: 'live', log: pino({ level: 'silent' }) });
  const named = new Promise<FusionStatus>((resolve) => void ears.subscribe(['fusionStatus'], ({ name, body }) => {
    if (name === 'fusionStatus' && body.flooding !== undefined) resolve(body);
  }));
  const flooder = connect(broker.url, { clientId: 'flooder' });
  let isOver = false;
  const flood = (async () => {
    const topic = topicOf('cameraTracks', 'corner', 'north');
    for (let count = 1; !isOver; count++) {
      if (count % 500 === 0) await flooder.publishAsync(topic, '{}', { qos: 1 });
      else flooder.publish(topic, '{}', { qos: 0 });
    }
  })();
  const { flooding, refused } = await named;
  isOver = true;
  await flood;
  expect(flooding).toEqual(['camera/north']);
  expect(refused!['PUBLISHER_FLOODS']).toBeGreaterThan(0);
  expect(fusion.figures().flooding).toEqual(['camera/north']);
  await flooder.endAsync();
});

it('calls a camera silent whose clock was set back by an hour, though it speaks', { timeout: 120_000 }, async () => {
  await fusion.stop();
  fusion = await startFusion({ layout, brokerUrl: broker.url, mode: 'live', log: pino({ level: 'silent' }) });
  let slow = 0;
  let sequence = 0;
  const speak = () => {
    const capturedAt = Date.now();
    void sensors.publish('cameraTracks', 'north', { capturedAt: capturedAt - slow, sequence, tracks: [] });
    void sensors.publish('shelfWeights', 's1', { sequence: sequence++, capturedAt: [capturedAt], grams: [[1, 2, 3]] });
    for (const gate of ['in', 'out']) void sensors.publish('gatePassages', gate, { capturedAt, passages: [] });
  };
  const speaking = setInterval(speak, BATCH_MS);
  const isSilent = (...sources: string[]) => new Promise<void>((resolve) => void ears.subscribe(['fusionStatus'], ({ name, body }) => {
    if (name === 'fusionStatus' && body.state === 'online' && (body.frames ?? 0) > 0 && (body.silent ?? []).join() === sources.join()) resolve();
  }));
  await isSilent();
  slow = 3_600_000;
  await isSilent('camera/north');
  slow = 0;
  await isSilent();
  clearInterval(speaking);
});
