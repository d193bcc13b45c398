import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EpochMs } from '@walkout/contracts';
import type { StoreStage } from '../stage/store-stage.ts';
import type { Ears } from './ears.ts';

/** What is left of a heap after all garbage was collected. */
interface HeapFigures {
  readonly heapBytes: number;
  /** The part of it that is code, which V8 compiles anew and better as long as functions are called more often than ever before. */
  readonly codeBytes: number;
}

/** How a process does; the heap of services in JavaScript alone. */
export interface ProcessFigures extends Partial<HeapFigures> {
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

/** Has a service collect its garbage and says what was left. */
async function collectGarbage(heaps: string, pid: number): Promise<HeapFigures> {
  const file = join(heaps, `${pid}.json`);
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  while (!existsSync(file)) await delay(ASK_EVERY_MS);
  return JSON.parse(readFileSync(file, 'utf8')) as HeapFigures;
}

const serviceFigures = (figures: Figures, heap: HeapFigures): ProcessFigures => ({
  ...heap,
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

/**
 * Looks at every process of the store.
 *
 * @param heaps folder where services write down what is left of their heaps
 */
export async function takeSample(stage: StoreStage, ears: Ears, { at, heaps }: { readonly at: EpochMs; readonly heaps: string }): Promise<Sample> {
  const { fusion, 'store server': storeServer, broker } = stage.processes;
  const lagSeconds = Math.max(0, at - (ears.fusion()?.watermark ?? at)) / 1000;
  const [fusionHeap, storeHeap, retainedTopics] = await Promise.all([collectGarbage(heaps, fusion.pid()!), collectGarbage(heaps, storeServer.pid()!), ears.countRetained()]);
  const [fusionFigures, storeFigures] = await Promise.all([look(stage.watchUrls.fusion), look(stage.watchUrls['store server'])]);
  const refused = Object.fromEntries([...fusionFigures, ...storeFigures].flatMap(([name, count]) => {
    const code = /_refused_total\{code="(\w+)"\}$/.exec(name)?.[1];
    return code === undefined ? [] : [[code, count]];
  }));
  return {
    at, retainedTopics, refused, lagSeconds,
    fusion: serviceFigures(fusionFigures, fusionHeap),
    storeServer: serviceFigures(storeFigures, storeHeap),
    broker: processFigures(broker.pid()!),
    databaseBytes: sizeOf(stage.database) + sizeOf(`${stage.database}-wal`),
    journalBytes: sizeOfFolder(stage.journal),
  };
}
