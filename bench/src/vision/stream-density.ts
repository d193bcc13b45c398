import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import { startService } from '../../../scripts/start/service-process.ts';
import type { ServiceProcess } from '../../../scripts/start/service-process.ts';
import { benchError } from '../errors.ts';

export interface DensityOptions {
  /** A video; it is played again and again. */
  readonly data: string;
  readonly fps: number;
  readonly seconds: number;
  /** Folder for files needed meanwhile. */
  readonly scratch: string;
}

/** How so many edge nodes did at once. */
export interface Density {
  readonly streams: number;
  /** Of the slowest stream. */
  readonly fpsAchieved: number;
  /** Frames that all cameras together would have had to drop. */
  readonly dropped: number;
  /** Processor time of all nodes, as a share of all cores. */
  readonly cpuShare: number;
  /** Processor time of a node for one frame, everything included. */
  readonly processorMsPerFrame: number;
  /** Mean time of each stage by the nodes' own clocks, waiting for a core included. */
  readonly msPerFrame: Readonly<Record<string, number>>;
}

const STORE = 'density';
/** Late starters have loaded, and everybody has caught up, within so long after the last one's first frame. */
const SETTLE_MS = 6_000;
const START_UP_SECONDS = 90;
const START_UP_SECONDS_A_STREAM = 8;
/** Clock ticks a second in /proc (USER_HZ), the same on every Linux of today. */
const TICKS = 100;
/** utime and stime, counted after the name, which may hold blanks. */
const [USER_TIME, SYSTEM_TIME] = [11, 12];

/** Processor time that a process has had, s. */
async function processorSeconds({ pid }: ServiceProcess): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[USER_TIME] ?? 0) + Number(fields[SYSTEM_TIME] ?? 0)) / TICKS;
}

/** The video again and again, long enough for a whole measurement. */
async function lengthened({ data, fps, seconds, scratch }: DensityOptions, streams: number): Promise<string> {
  const frames = Math.ceil(fps * (seconds + START_UP_SECONDS + START_UP_SECONDS_A_STREAM * streams));
  const path = join(scratch, `looped-${frames}.mp4`);
  const run = promisify(execFile);
  await run('ffmpeg', ['-v', 'error', '-y', '-stream_loop', '-1', '-i', resolve(data), '-c', 'copy', '-an', '-frames:v', String(frames), path]).catch((error: Error) => {
    throw benchError('DATA_MISSING', `${data} (${error.message.trim().split('\n').at(-1)})`);
  });
  return path;
}

/**
 * Runs so many edge nodes on one stream each, `fps` frames a second, and measures when all of them are under way.
 *
 * @throws DATA_MISSING when the video cannot be read or a node ends
 */
export async function measureDensity(streams: number, options: DensityOptions): Promise<Density> {
  const { fps, seconds, scratch } = options;
  const path = await lengthened(options, streams);
  const broker = await createEmbeddedBroker({ port: 0 });
  const bus = await connectBus({ url: broker.url, store: STORE, clientId: 'bench' });
  const nodes: ServiceProcess[] = [];
  try {
    const cameras = Array.from({ length: streams }, (_, i) => `camera-${i}`);
    const frames = new Map(cameras.map((camera) => [camera, 0]));
    let stages: Readonly<Record<string, number>>[] = [];
    await bus.subscribe(['cameraTracks', 'cameraStatus'], (message) => {
      if (message.name === 'cameraTracks') frames.set(message.id, (frames.get(message.id) ?? 0) + 1);
      if (message.name === 'cameraStatus' && Object.keys(message.body.stageMs ?? {}).length > 0) stages.push(message.body.stageMs!);
    });
    for (const camera of cameras) {
      const config = join(scratch, `${camera}.json`);
      const source = { kind: 'file', path, startedAt: 0, framesPerSecond: fps, speed: 1 };
      await writeFile(config, JSON.stringify({ store: STORE, camera, broker: broker.url, source }));
      nodes.push(startService({ name: `the edge node of ${camera}`, program: 'edge-node/src/main.ts', args: ['--config', config] }));
    }
    const failed = Promise.race(nodes.map(async ({ name, ended }) => {
      const { lastLines } = await ended;
      throw benchError('DATA_MISSING', `${name} ended: ${lastLines}`);
    }));
    failed.catch(() => undefined);
    const allUnderWay = async () => {
      while ([...frames.values()].some((count) => count === 0)) await sleep(100);
      await sleep(SETTLE_MS);
    };
    await Promise.race([allUnderWay(), failed]);
    const processor = async () => (await Promise.all(nodes.map(processorSeconds))).reduce((sum, value) => sum + value, 0);
    const [framesBefore, processorBefore, startedAt] = [new Map(frames), await processor(), performance.now()];
    stages = [];
    await Promise.race([sleep(1000 * seconds), failed]);
    const elapsed = (performance.now() - startedAt) / 1000;
    const used = (await processor()) - processorBefore;
    const counts = cameras.map((camera) => frames.get(camera)! - framesBefore.get(camera)!);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const names = [...new Set(stages.flatMap((stage) => Object.keys(stage)))];
    return {
      streams,
      fpsAchieved: Math.min(...counts) / elapsed,
      dropped: counts.reduce((sum, count) => sum + Math.max(0, Math.round(fps * elapsed) - count), 0),
      cpuShare: used / elapsed / cpus().length,
      processorMsPerFrame: total === 0 ? 0 : (1000 * used) / total,
      msPerFrame: Object.fromEntries(names.map((name) => [name, stages.reduce((sum, stage) => sum + (stage[name] ?? 0), 0) / stages.length])),
    };
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
    await bus.close();
    await broker.close();
  }
}
