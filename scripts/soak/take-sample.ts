import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EpochMs } from '@walkout/contracts';
import type { StoreStage } from '../stage/store-stage.ts';
import type { Ears } from './ears.ts';

/** How a process does. */
export interface ProcessFigures {
  /** After all garbage was collected; of services in JavaScript alone. */
  readonly heapBytes?: number;
  readonly residentBytes: number;
  /** Open files and sockets. */
  readonly files: number;
  /** Timers, sockets and threads that libuv knows. */
  readonly handles?: number;
  /** 99th percentile of how late the event loop was, since the last sample. */
  readonly eventLoopMs?: number;
}

/** How the store does at one moment. */
export interface Sample {
  readonly at: EpochMs;
  readonly fusion: ProcessFigures;
  readonly storeServer: ProcessFigures;
  readonly broker: ProcessFigures;
  /** With its log. */
  readonly databaseBytes: number;
  readonly journalBytes: number;
  readonly retainedTopics: number;
  /** How far fusion's decisions are behind the store's time, store seconds. */
  readonly lagSeconds: number;
  /** By fusion and the store server, by code. */
  readonly refused: Readonly<Record<string, number>>;
}

const ASK_EVERY_MS = 10;
type Figures = ReadonlyMap<string, number>;

/** Prometheus' text: a value by name and labels, without those that every line has. */
export function parseMetrics(text: string): Figures {
  const figures = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = /^(\w+)(?:\{([^}]*)\})? (\S+)/.exec(line);
    if (match === null) continue;
    const labels = (match[2] ?? '').split(',').filter((label) => label !== '' && !label.startsWith('service='));
    figures.set(labels.length === 0 ? match[1]! : `${match[1]!}{${labels.join(',')}}`, Number(match[3]));
  }
  return figures;
}

const look = async (watchUrl: string): Promise<Figures> => parseMetrics(await (await fetch(`${watchUrl}/metrics`)).text());
const MAJOR = 'nodejs_gc_duration_seconds_count{kind="major"}';

/** Figures of a service once it has collected its garbage, which it is asked for here. */
async function lookAfterCollecting(watchUrl: string, pid: number): Promise<Figures> {
  const before = (await look(watchUrl)).get(MAJOR) ?? 0;
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    const figures = await look(watchUrl);
    if ((figures.get(MAJOR) ?? 0) > before) return figures;
    await delay(ASK_EVERY_MS);
  }
}

const serviceFigures = (figures: Figures): ProcessFigures => ({
  heapBytes: figures.get('nodejs_heap_size_used_bytes')!,
  residentBytes: figures.get('process_resident_memory_bytes')!,
  files: figures.get('process_open_fds')!,
  handles: figures.get('nodejs_active_handles_total')!,
  eventLoopMs: 1000 * figures.get('nodejs_eventloop_lag_p99_seconds')!,
});

/** Of a process that serves no figures, as Linux knows it. */
function processFigures(pid: number): ProcessFigures {
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return { residentBytes: 1024 * Number(resident[1]), files: readdirSync(`/proc/${pid}/fd`).length };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
const sizeOfFolder = (folder: string): number => readdirSync(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);

/** Looks at every process of the store. */
export async function takeSample(stage: StoreStage, ears: Ears, at: EpochMs): Promise<Sample> {
  const { fusion, 'store server': storeServer, broker } = stage.processes;
  const lagSeconds = Math.max(0, at - (ears.fusion()?.watermark ?? at)) / 1000;
  const [fusionFigures, storeFigures, retainedTopics] = await Promise.all([
    lookAfterCollecting(stage.watchUrls.fusion, fusion.pid()!), lookAfterCollecting(stage.watchUrls['store server'], storeServer.pid()!), ears.countRetained(),
  ]);
  const refused = Object.fromEntries([...fusionFigures, ...storeFigures].flatMap(([name, count]) => {
    const code = /_refused_total\{code="(\w+)"\}$/.exec(name)?.[1];
    return code === undefined ? [] : [[code, count]];
  }));
  return {
    at, retainedTopics, refused, lagSeconds,
    fusion: serviceFigures(fusionFigures),
    storeServer: serviceFigures(storeFigures),
    broker: processFigures(broker.pid()!),
    databaseBytes: sizeOf(stage.database) + sizeOf(`${stage.database}-wal`),
    journalBytes: sizeOfFolder(stage.journal),
  };
}
