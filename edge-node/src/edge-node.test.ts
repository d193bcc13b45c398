import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CameraTracks, SensorStatus } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { processVideo } from './index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SHARED = resolve(ROOT, process.env['WALKOUT_SHARED'] ?? '../shared');
const CLIP = join(SHARED, 'data/scenescape/Cam_x1_0_10fps.mp4');
const FRAMES = 12;
const STARTED_AT = 1_600_000_000_000;

let folder: string;
let video: string;
const open: (() => Promise<unknown>)[] = [];

const ffmpeg = (...args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'edge-node-'));
  video = join(folder, 'whole.mp4');
  ffmpeg('-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=10:duration=${FRAMES / 10}`, '-movflags', '+faststart', '-pix_fmt', 'yuv420p', video);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Heard {
  readonly tracks: CameraTracks[];
  readonly statuses: SensorStatus[];
  /** Resolves with the first status of that state. */
  state(state: SensorStatus['state']): Promise<void>;
}

async function startBroker(port = 0) {
  const broker = await createEmbeddedBroker({ port });
  open.push(() => broker.close());
  return broker;
}

async function listen(url: string): Promise<Heard> {
  const bus = await connectBus({ url, store: 's', clientId: 'listener' });
  open.push(() => bus.close());
  const tracks: CameraTracks[] = [];
  const statuses: SensorStatus[] = [];
  const hopes: { state: string; resolve: () => void }[] = [];
  await bus.subscribe(['cameraTracks', 'cameraStatus'], (message) => {
    if (message.name === 'cameraTracks') tracks.push(message.body);
    if (message.name !== 'cameraStatus') return;
    statuses.push(message.body);
    for (const hope of hopes) if (hope.state === message.body.state) hope.resolve();
  });
  return { tracks, statuses, state: (state) => new Promise((done) => hopes.push({ state, resolve: done })) };
}

function startEdgeNode(broker: string, source: object) {
  const config = join(folder, 'config.json');
  const whole = { kind: 'file', path: video, startedAt: STARTED_AT, framesPerSecond: 10, speed: 'max', ...source };
  writeFileSync(config, JSON.stringify({ store: 's', camera: 'north', broker, source: whole, statusEverySeconds: 0.5 }));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'edge-node/src/main.ts'), '--config', config], { cwd: ROOT });
  let errors = '';
  child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  open.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended, errors: () => errors };
}

describe('an edge node over a real broker', { timeout: 90_000 }, () => {
  it('publishes every frame of a video in order, then that it ended', async () => {
    const { url } = await startBroker();
    const heard = await listen(url);
    const node = startEdgeNode(url, {});
    expect(await node.ended, node.errors()).toBe(0);
    expect(heard.tracks.map(({ sequence }) => sequence)).toEqual(Array.from({ length: FRAMES }, (_, i) => i));
    expect(heard.tracks.map(({ capturedAt }) => capturedAt)).toEqual(heard.tracks.map((_, i) => STARTED_AT + 100 * i));
    const last = heard.statuses.at(-1)!;
    expect(heard.statuses.slice(0, -1).every(({ state }) => state === 'online')).toBe(true);
    expect(last).toMatchObject({ state: 'ended', dropped: 0, capturedAt: STARTED_AT + 100 * (FRAMES - 1) });
    expect(last.models).toEqual({ detect: expect.stringMatching(/^person-detector \d/), pose: expect.stringMatching(/^person-pose \d/) });
    expect(Object.keys(last.stageMs!)).toEqual(['decode', 'resize', 'detect', 'pose', 'track', 'publish']);
  });

  it('publishes what a cut-off video still holds, and says that it is damaged', async () => {
    const path = join(folder, 'cut.mp4');
    const bytes = readFileSync(video);
    writeFileSync(path, bytes.subarray(0, Math.round(0.6 * bytes.length)));
    const { url } = await startBroker();
    const heard = await listen(url);
    const node = startEdgeNode(url, { path });
    expect(await node.ended).toBe(0);
    expect(node.errors()).toMatch(/SOURCE_DAMAGED.*cut\.mp4 ends after \d+ frames/);
    expect(heard.tracks.length).toBeGreaterThan(0);
    expect(heard.tracks.length).toBeLessThan(FRAMES);
    expect(heard.statuses.at(-1)!.state).toBe('ended');
  });

  it.each([
    ['a missing video', 'none.mp4', 'SOURCE_MISSING'],
    ['a file that is no video', 'text.mp4', 'SOURCE_DAMAGED'],
  ])('says of %s what to do, and to others that nothing will come', async (_, name, code) => {
    writeFileSync(join(folder, 'text.mp4'), 'not a video');
    const { url } = await startBroker();
    const heard = await listen(url);
    const node = startEdgeNode(url, { path: join(folder, name) });
    expect(await node.ended).toBe(2);
    expect(node.errors()).toMatch(new RegExp(`${code}: .*${name}`));
    expect(heard.statuses.map(({ state }) => state)).toEqual(['ended']);
  });

  it('waits for a broker that is away, and loses no frame of a file', async () => {
    const { url, close } = await createEmbeddedBroker({ port: 0 });
    await close();
    const node = startEdgeNode(url, {});
    await new Promise<void>((done) => node.child.stderr!.on('data', () => { if (node.errors().includes('BROKER_UNREACHABLE')) done(); }));
    await startBroker(Number(new URL(url).port));
    const heard = await listen(url);
    expect(await node.ended, node.errors()).toBe(0);
    // The listener may come a moment after the node, but what it hears has no gap and goes to the end.
    expect(heard.tracks.at(-1)!.sequence).toBe(FRAMES - 1);
    heard.tracks.forEach(({ sequence }, i) => expect(sequence).toBe(heard.tracks[0]!.sequence + i));
  });

  it('says goodbye when stopped, and its last will when killed', async () => {
    const { url } = await startBroker();
    const heard = await listen(url);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const online = heard.state('online');
      const node = startEdgeNode(url, { speed: 0.001 });
      await online;
      const offline = heard.state('offline');
      node.child.kill(signal);
      await offline;
      if (signal === 'SIGTERM') expect(await node.ended, node.errors()).toBe(0);
      open.pop();
      node.child.kill('SIGKILL');
      await node.ended;
    }
  });
});

describe('processVideo', { timeout: 90_000 }, () => {
  const read = async (path: string, models = {}) => {
    const messages: CameraTracks[] = [];
    for await (const message of processVideo({ video: { path, startedAt: STARTED_AT, framesPerSecond: 10 }, models })) messages.push(message);
    return messages;
  };

  it('says the same of the same video, byte for byte', async () => {
    const first = await read(video);
    expect(first).toHaveLength(FRAMES);
    expect(JSON.stringify(await read(video))).toBe(JSON.stringify(first));
  });

  it('refuses a detector as pose network', async () => {
    await expect(read(video, { pose: 'person-detector' })).rejects.toMatchObject({ code: 'MODEL_UNFIT' });
  });

  it.skipIf(!existsSync(CLIP))(`follows people of real footage by YOLOX-nano${existsSync(CLIP) ? '' : ' (skipped: no data)'}`, async () => {
    process.env['WALKOUT_MODEL_MIRROR'] = join(SHARED, 'models');
    const clip = join(folder, 'people.mp4');
    ffmpeg('-i', CLIP, '-frames:v', '60', '-c', 'copy', clip);
    const messages = await read(clip, { detector: 'yolox-nano' });
    expect(messages).toHaveLength(60);
    expect(new Set(messages.flatMap(({ tracks }) => tracks.map(({ track }) => track))).size).toBeGreaterThan(0);
  });
});
