import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cart, EpochMs } from '@walkout/contracts';
import { RECORDING_FILES } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { createRandom, demoLayout, demoScenario, openRecording, play, recordSimulation } from '@walkout/recordings';
import type { Recording } from '@walkout/recordings';
import { buildService, builtProgram } from '../../../scripts/build/build-service.ts';
import { freePort } from '../../../scripts/broker/free-port.ts';
import { isMosquittoInstalled, startMosquitto } from '../../../scripts/broker/mosquitto.ts';
import { startService } from '../../../scripts/start/service-process.ts';
import { createFusionMachine } from '../core/fusion-machine.ts';
import type { FusionInput } from '../core/fusion-machine.ts';
import { sourcesOf } from '../core/sensor-message.ts';
import type { SensorMessage } from '../core/sensor-message.ts';

/** `WALKOUT_KILLS=100 WALKOUT_KILL_SEED=7 npx vitest run fusion/src/io/kill-fusion.test.ts` */
const KILLS = Number(process.env['WALKOUT_KILLS'] ?? 3);
const SEED = Number(process.env['WALKOUT_KILL_SEED'] ?? 1);
const PATIENCE_MS = 300_000 + 30_000 * KILLS;
const SECONDS = 45;

let folder: string;
let recording: Recording;
let undisturbed: Cart[];

beforeAll(async () => {
  await buildService('fusion');
  folder = mkdtempSync(join(tmpdir(), 'walkout-kill-'));
  const layout = demoLayout();
  const name = `kill ${SEED}`;
  const simulation = { layout, seed: name, scenario: demoScenario(layout, createRandom(name)), longestSeconds: SECONDS };
  await recordSimulation(simulation, { out: join(folder, 'day'), cameras: 'tracks' });
  recording = await openRecording(join(folder, 'day'));
  undisturbed = await reckon(recording);
}, PATIENCE_MS);
afterAll(async () => {
  await recording.close();
  rmSync(folder, { recursive: true });
});

const isSensor = (name: string) => ['cameraTracks', 'shelfWeights', 'gatePassages'].includes(name);
const byVisit = (carts: ReadonlyMap<string, Cart>): Cart[] => [...carts.values()].sort((a, b) => (a.visit < b.visit ? -1 : 1));

/** The carts of the recording when nothing happens to anybody. */
async function reckon({ layout, messages }: Recording): Promise<Cart[]> {
  const machine = createFusionMachine(layout);
  const carts = new Map<string, Cart>();
  const hear = (input: FusionInput) => {
    for (const said of machine.accept(input).said) if (said.name === 'cart') carts.set(said.body.visit, said.body);
  };
  for await (const { name, id, body } of messages()) if (isSensor(name)) hear({ kind: 'message', message: { name, id, body } as SensorMessage });
  for (const source of sourcesOf(layout)) hear({ kind: 'ended', source });
  return byVisit(carts);
}

/** A fusion that can be killed and comes back by the same command. */
function runFusion(brokerUrl: string, journal: string) {
  const layout = join(recording.folder, RECORDING_FILES.layout);
  const begin = () =>
    startService({ name: 'fusion', program: builtProgram('fusion'), args: ['--layout', layout, '--broker', brokerUrl, '--mode', 'replay', '--journal', journal] });
  let service = begin();
  return {
    async killAndRestart(): Promise<void> {
      process.kill(service.pid!, 'SIGKILL');
      expect((await service.ended).status).toBeNull();
      service = begin();
      await service.says(/"msg":"recovered"/);
    },
    end: () => service.ended,
    stop: () => service.stop(),
  };
}

/** Plays the recording while fusion is killed at random moments of it; the last cart of each visit as another client heard it. */
async function playWithKills(brokerUrl: string, journal: string): Promise<{ carts: Cart[]; kills: number }> {
  const random = createRandom(`kills ${SEED}`);
  const { startedAt, endedAt, store } = recording.info;
  const moments = Array.from({ length: KILLS }, () => random.uniform(startedAt, endedAt - 500)).sort((a, b) => a - b);
  const ears = await connectBus({ url: brokerUrl, store, clientId: 'ears' });
  const carts = new Map<string, Cart>();
  await ears.subscribe(['cart'], ({ name, body }) => {
    if (name === 'cart' && body.revision >= (carts.get(body.visit)?.revision ?? 0)) carts.set(body.visit, body);
  });
  const fusion = runFusion(brokerUrl, journal);
  let [now, kills]: [EpochMs, number] = [startedAt, 0];
  let killing = Promise.resolve();
  let isKilling = false;
  const onProgress = (at: EpochMs) => {
    now = at;
    if (isKilling || kills >= moments.length || now < moments[kills]!) return;
    isKilling = true;
    killing = (async () => {
      // One after the other, also those whose moment passed while fusion was coming back.
      while (kills < moments.length && now >= moments[kills]!) {
        await fusion.killAndRestart();
        kills++;
      }
      isKilling = false;
    })();
  };
  await play({ recording, url: brokerUrl, speed: Infinity, topics: 'tracks', onProgress });
  await killing;
  await fusion.end();
  await ears.close();
  await fusion.stop();
  return { carts: byVisit(carts), kills };
}

const scratch = (name: string) => join(folder, name);

/** Over mosquitto: the embedded broker does not keep the order of what it kept for a client and what comes meanwhile. */
describe(`fusion killed -9 at ${KILLS} random moments`, () => {
  it.skipIf(!isMosquittoInstalled())('comes back with the carts of the undisturbed run', { timeout: PATIENCE_MS }, async () => {
    const port = await freePort();
    writeFileSync(scratch('mosquitto.conf'), `listener ${port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nmax_queued_messages 0\n`);
    const broker = await startMosquitto(scratch('mosquitto.conf'), port);
    const { carts, kills } = await playWithKills(`mqtt://127.0.0.1:${port}`, scratch('journal'));
    await broker.stop();
    expect(kills).toBe(KILLS);
    expect(undisturbed.filter(({ state, lines }) => state === 'closed' && lines.length > 0).length).toBeGreaterThan(1);
    expect(carts).toEqual(undisturbed);
  });
});
