import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectBus } from '@walkout/contracts/mqtt';
import { FUSION_FLAGS } from '../../../scripts/start/fusion-flags.ts';
import { startService } from '../../../scripts/start/service-process.ts';
import { quantile } from '../metrics/floor-score.ts';
import type { SuiteOutcome } from '../suite.ts';
import type { LoadOptions } from './load-feed.ts';
import { startLoadBroker } from './load-broker.ts';
import { loadStore } from './load-store.ts';
import type { SensorsOptions } from './sensors-thread.ts';
import { firstWord, thread } from './thread.ts';

export interface LiveOptions extends LoadOptions {
  readonly seconds: number;
  readonly say: (text: string) => void;
}

/** Until fusion's code is compiled and everybody is known, seconds. */
const WARM_UP = 15;
/** From the word to begin to the first message, milliseconds. */
const LEAD = 2_000;
const SAMPLE_EVERY = 1_000;
/** Clock ticks of Linux' /proc in a second. */
const TICKS = 100;
const PAGE = 4096;

/** Processor seconds and resident memory of a process, from Linux' /proc. */
async function usageOf(pid: number): Promise<{ cpuSeconds: number; memoryMb: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  return { cpuSeconds: (fields[11]! + fields[12]!) / TICKS, memoryMb: (fields[21]! * PAGE) / 1e6 };
}

/** Least squares slope of points. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (index: 0 | 1) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/**
 * The real fusion process, live, over a real broker, with cameras and gates in real time. Latency is from the capture of a
 * passage at a gate to the cart that fusion says of it; of the map, from a moment to its positions.
 */
export async function measureLive({ seconds, say, ...load }: LiveOptions): Promise<SuiteOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'walkout-load-'));
  const { layout } = loadStore(load);
  await writeFile(join(folder, 'store.json'), JSON.stringify(layout));
  const broker = await startLoadBroker(folder);
  const { url } = broker;
  const bus = await connectBus({ url, store: layout.store, clientId: 'load-listener' });
  const carts: number[] = [];
  const maps: number[] = [];
  const openedAt = new Map<string, number>();
  const status = { refused: {} as Readonly<Record<string, number>>, people: 0, frames: 0, online: (): void => undefined };
  let isMeasuring = false;
  const online = new Promise<void>((resolve) => (status.online = resolve));
  await bus.subscribe(['cart', 'positions', 'fusionStatus'], (message) => {
    const now = Date.now();
    if (message.name === 'fusionStatus') {
      Object.assign(status, { refused: message.body.refused ?? {}, people: message.body.people ?? 0, frames: message.body.frames ?? 0 });
      if (message.body.state === 'online') status.online();
    }
    if (!isMeasuring) return;
    if (message.name === 'positions') maps.push(now - message.body.capturedAt);
    if (message.name === 'cart' && message.body.revision === 0 && !openedAt.has(message.body.visit)) {
      openedAt.set(message.body.visit, now);
      carts.push(now - message.body.capturedAt);
    }
  });
  const fusion = startService({ name: 'fusion', program: 'fusion/src/main.ts', args: ['--layout', join(folder, 'store.json'), '--broker', url, '--mode', 'live'], nodeFlags: FUSION_FLAGS });
  const pid = fusion.pid ?? 0;
  try {
    await Promise.race([online, fusion.ended.then(({ lastLines }) => Promise.reject(new Error(lastLines)))]);
    const options: SensorsOptions = { ...load, url, file: join(folder, 'sensors'), duration: (WARM_UP + seconds) * 1000 };
    say('writing down what the sensors will say');
    const sensors = thread('./sensors-thread.ts', options);
    await firstWord(sensors);
    sensors.postMessage(Date.now() + LEAD);
    const sent = firstWord<{ frames: number; worstDelay: number }>(sensors);
    await delay(LEAD + WARM_UP * 1000);
    isMeasuring = true;
    say(`${status.people} people; measuring for ${seconds} s`);
    const begun = { at: performance.now(), ...(await usageOf(pid)) };
    const memory: [minutes: number, mb: number][] = [];
    const framesBefore = status.frames;
    while (performance.now() < begun.at + seconds * 1000) {
      await delay(SAMPLE_EVERY);
      memory.push([(performance.now() - begun.at) / 60_000, (await usageOf(pid)).memoryMb]);
    }
    const took = (performance.now() - begun.at) / 1000;
    const cpuShare = ((await usageOf(pid)).cpuSeconds - begun.cpuSeconds) / took;
    const framesMeasured = status.frames - framesBefore;
    const { frames, worstDelay } = await sent;
    await delay(LEAD);
    return {
      figures: {
        fpsAchieved: framesMeasured / load.cameras / took,
        p50Ms: quantile(carts, 0.5),
        p99Ms: quantile(carts, 0.99),
        mapP50Ms: quantile(maps, 0.5),
        mapP99Ms: quantile(maps, 0.99),
        carts: carts.length,
        cpuShare,
        peakMemoryMb: Math.max(...memory.map(([, mb]) => mb)),
        memorySlopeMbPerMinute: slope(memory),
        lost: frames - status.frames,
        people: status.people,
        refused: status.refused,
        sensorsLateMs: worstDelay,
        broker: broker.name,
      },
      plots: [{ title: 'Memory of fusion', units: ['min', 'MB'], curves: [{ name: 'resident', points: memory }] }],
    };
  } finally {
    await fusion.stop();
    await bus.close();
    await broker.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
