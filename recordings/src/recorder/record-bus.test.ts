import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import { openRecording } from '../format/open-recording.ts';
import type { RecordedMessage } from '../format/open-recording.ts';
import { demoLayout } from '../simulator/store/demo-layout.ts';
import { recordBus } from './record-bus.ts';

const root = mkdtempSync(join(tmpdir(), 'walkout-record-bus-'));
afterAll(() => rmSync(root, { recursive: true }));

it('the recorder keeps all that is said on the broker save pictures of people, in order of its time, until it is stopped', async () => {
  const broker = await createEmbeddedBroker({ port: 0 });
  const out = join(root, 'bus');
  const recording = await recordBus(demoLayout(), { url: broker.url, out });
  const mouth = await connectBus({ url: broker.url, store: 'demo', clientId: 'mouth' });
  await mouth.publish('gatePassages', 'entry', { capturedAt: 3000, passages: [] });
  await mouth.publish('shelfWeights', 'west-1', { sequence: 0, capturedAt: [1900, 2000], grams: [[1], [2]] });
  await mouth.publish('cameraTracks', 'north-west', { capturedAt: 1000, sequence: 0, tracks: [] });
  await mouth.publish('clipPart', 'north-west', { request: 'c-1', part: 0, last: true, frames: [] });
  await mouth.publish('storeStatus', undefined, { state: 'online' });
  await expect.poll(() => recording.count).toBe(4);
  const info = await recording.stop();
  expect(info).toMatchObject({ store: 'demo', startedAt: 1000, endedAt: 3000, cameras: [] });
  await mouth.close();
  await broker.close();

  const read: RecordedMessage[] = [];
  const back = await openRecording(out);
  for await (const message of back.messages()) read.push(message);
  expect(read.map(({ name, at }) => [name, at])).toEqual([
    ['cameraTracks', 1000], ['shelfWeights', 2000], ['gatePassages', 3000], ['storeStatus', 3000],
  ]);
  await back.close();
});
