import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import type { Message, StoreLayout } from '@walkout/contracts';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import type { EmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import { openRecording } from '../format/open-recording.ts';
import { createRecordingWriter } from '../format/recording-writer.ts';
import { play } from './play.ts';

const root = mkdtempSync(join(tmpdir(), 'walkout-play-'));
afterAll(() => rmSync(root, { recursive: true }));

const START = 1_000_000;
const SECONDS = 20;
const layout: StoreLayout = {
  version: 1, store: 'corner', name: 'Corner store', currency: 'EUR', floor: [[0, 0], [4, 0], [4, 3]],
  cameras: [{ id: 'north', imageSize: { width: 64, height: 32 } }], gates: [], fixtures: [], shelves: [],
  taxClasses: [{ id: 'food', name: 'Food', basisPoints: 700 }], products: [], planogram: [],
};

async function recordingOf(folder: string) {
  const writer = await createRecordingWriter(folder, layout);
  for (let second = 1; second <= SECONDS; second++) {
    const at = START + 1000 * second;
    await writer.write('shelfWeights', 'tea', { sequence: second, capturedAt: [at], grams: [[second]] }, at);
    await writer.write('gatePassages', 'door', { capturedAt: at, passages: [] }, at);
    await writer.write('cameraTracks', 'north', { capturedAt: at, sequence: second, tracks: [] }, at);
    await writer.writeTruth('receipts', { visit: 'v', lines: [] }, at);
  }
  await writer.close({ version: 1, store: 'corner', startedAt: START, endedAt: START + 1000 * SECONDS, cameras: [] });
  return openRecording(folder);
}

let broker: EmbeddedBroker;
let ear: Bus;
let heard: Message[];
let onHeard: (message: Message) => void;
beforeEach(async () => {
  broker = await createEmbeddedBroker({ port: 0 });
  heard = [];
  onHeard = () => {};
  ear = await connectBus({ url: broker.url, store: 'corner', clientId: 'ear' });
  await ear.subscribe(['shelfWeights', 'shelfStatus', 'gatePassages', 'gateStatus', 'cameraTracks'], (message) => {
    heard.push(message);
    onHeard(message);
  });
});
afterEach(async () => {
  await ear.close();
  await broker.close();
});

const weights = () => heard.flatMap((message) => (message.name === 'shelfWeights' ? message.body.sequence : []));
const statesOf = (name: string) =>
  heard.flatMap((message) => (message.name === name && 'state' in message.body ? message.body.state : []));
/** Resolves when `count` weights have been heard. */
const until = (count: number) =>
  new Promise<void>((resolve) => {
    onHeard = () => weights().length >= count && resolve();
    onHeard(undefined as never);
  });
const seconds = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const publishWatermark = (watermark: number) => ear.publish('fusionStatus', undefined, { state: 'online', watermark });

describe('the player', () => {
  it('sends scales and gates in order, from online to ended, and neither tracks nor truth', async () => {
    await publishWatermark(START + 1e6);
    const recording = await recordingOf(join(root, 'order'));
    await play({ recording, url: broker.url, speed: Infinity });
    await until(SECONDS);
    expect(weights()).toEqual(seconds(SECONDS));
    expect(statesOf('shelfStatus')).toEqual(['online', 'ended']);
    expect(statesOf('gateStatus')).toEqual(['online', 'ended']);
    expect(heard.some(({ name }) => name === 'cameraTracks')).toBe(false);
  });

  it('sends the recorded tracks too where they are asked for', async () => {
    await publishWatermark(START + 1e6);
    const recording = await recordingOf(join(root, 'tracks'));
    await play({ recording, url: broker.url, speed: Infinity, topics: 'tracks' });
    await until(SECONDS);
    expect(heard.filter(({ name }) => name === 'cameraTracks')).toHaveLength(SECONDS);
  });

  it('waits for fusion, then never runs more than 5 s ahead of it', async () => {
    const recording = await recordingOf(join(root, 'leash'));
    const said: string[] = [];
    let waiting = () => {};
    const waits = new Promise<void>((resolve) => (waiting = resolve));
    const played = play({
      recording, url: broker.url, speed: Infinity,
      say: (sentence) => {
        said.push(sentence);
        waiting();
      },
    });
    await waits;
    expect(said).toEqual(['waiting for fusion']);
    expect(weights()).toEqual([]);
    await ear.publish('fusionStatus', undefined, { state: 'online' });
    await until(5);
    await publishWatermark(START + 4000);
    await until(9);
    expect(weights()).toEqual(seconds(9));
    await publishWatermark(START + 1000 * SECONDS);
    await played;
    await until(SECONDS);
    expect(weights()).toEqual(seconds(SECONDS));
  });

  it('keeps the speed it was given', async () => {
    await publishWatermark(START + 1e6);
    const recording = await recordingOf(join(root, 'speed'));
    const began = performance.now();
    await play({ recording, url: broker.url, speed: 100 });
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(185);
    expect(took).toBeLessThan(1500);
  });
});
