import fc from 'fast-check';
import { WalkoutError } from '@walkout/contracts';
import type { Door } from './door.ts';

export interface DoorReport {
  readonly door: string;
  readonly inputs: number;
  readonly refused: number;
  readonly seconds: number;
  /** Processor time of the slowest one. */
  readonly slowestMs: number;
  /** Memory that was held after, but not before, MB. */
  readonly grownMb: number;
  /** What should not have happened, with what made it happen; at most a few. */
  readonly findings: readonly string[];
}

export interface FuzzOptions {
  /** Over all doors. */
  readonly inputs: number;
  readonly seed: number;
  readonly say?: (report: DoorReport) => void;
}

const MOST_FINDINGS = 5;
const HANG_MS = 1_000;
/** More than caches and the machine's own moods. */
const GROWTH_MB = 64;
const BATCH = 2_000;

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

async function tryDoor({ name, inputs, enter }: Door, count: number, seed: number): Promise<DoorReport> {
  const findings: string[] = [];
  let [refused, slowestMs, before] = [0, 0, 0];
  const began = performance.now();
  for (let done = 0; done < count; done += BATCH) {
    for (const input of fc.sample(inputs, { numRuns: Math.min(BATCH, count - done), seed: seed + done })) {
      const started = process.cpuUsage();
      try {
        await enter(input);
      } catch (error) {
        if (error instanceof WalkoutError) refused++;
        else if (findings.length < MOST_FINDINGS) findings.push(`${(error as Error).stack?.split('\n').slice(0, 3).join(' ')} on ${JSON.stringify(input)?.slice(0, 400)}`);
      }
      // Processor time: other work on the machine is not its fault.
      const { user, system } = process.cpuUsage(started);
      const took = (user + system) / 1000;
      slowestMs = Math.max(slowestMs, took);
      if (took > HANG_MS && findings.length < MOST_FINDINGS) findings.push(`took ${Math.round(took)} ms on ${JSON.stringify(input)?.slice(0, 400)}`);
    }
    // The first round fills caches.
    if (done === 0) before = heapMb();
  }
  const grownMb = Math.round(10 * (heapMb() - before)) / 10;
  if (globalThis.gc !== undefined && grownMb > GROWTH_MB) findings.push(`memory grew by ${grownMb} MB`);
  return { door: name, inputs: count, refused, seconds: Math.round((performance.now() - began) / 100) / 10, slowestMs: Math.round(slowestMs), grownMb, findings };
}

/** Sends inputs that fit, nearly fit and do not fit at all through every door. The same seed, the same inputs. */
export async function runFuzz(doors: readonly Door[], { inputs, seed, say = () => {} }: FuzzOptions): Promise<DoorReport[]> {
  const reports: DoorReport[] = [];
  for (const one of doors) {
    const report = await tryDoor(one, Math.ceil(inputs * one.share), seed);
    await one.close?.();
    reports.push(report);
    say(report);
  }
  return reports;
}
