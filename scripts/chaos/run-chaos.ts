import { setTimeout as delay } from 'node:timers/promises';
import type { FusionStatus, Milliseconds } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { createRandom } from '@walkout/recordings';
import type { Random } from '@walkout/recordings';
import { simulateDay, undisturbedCarts } from './day.ts';
import { planFaults } from './faults.ts';
import type { PlannedFault } from './faults.ts';
import { readTill } from '../stage/read-till.ts';
import { differences } from './judge.ts';
import { setChaosStage } from './stage.ts';
import type { ChaosStage } from './stage.ts';
import { openStreet } from './street.ts';
import type { Street } from './street.ts';
import { within } from './within.ts';

export interface FaultReport {
  readonly name: string;
  readonly source: string | undefined;
  readonly at: Milliseconds;
  readonly lasts: Milliseconds;
  /** Until fusion said that the sensor is silent; only of sensors that are, while fusion and broker were well. */
  readonly noticedAfter: Milliseconds | undefined;
  /** Until the process served again; only of processes that were killed. */
  readonly backAfter: Milliseconds | undefined;
}

export interface ChaosReport {
  readonly seed: number;
  readonly faults: readonly FaultReport[];
  readonly visits: number;
  readonly inReview: number;
  /** What came out other than it should, and no person looks at. */
  readonly differences: readonly string[];
  readonly seconds: number;
}

export interface ChaosOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly faults: number;
  readonly say: (sentence: string) => void;
}

/** Nothing happens before everybody is known, nor when the last are about to leave. */
const QUIET: Milliseconds = 4_000;
const PATIENCE: Milliseconds = 90_000;
const ASK_EVERY: Milliseconds = 100;
/** As long as it takes to notice silence, and a margin. */
const NOTICE_WITHIN: Milliseconds = 4_000;

interface Theatre {
  readonly stage: ChaosStage;
  readonly street: Street;
  readonly random: Random;
}

/** Lets a fault happen and end; how long a killed process took to serve again. */
async function happen({ kind, lasts, source }: PlannedFault, { stage, street, random }: Theatre): Promise<Milliseconds | undefined> {
  switch (kind.on) {
    case 'process': {
      const supervised = stage.processes[kind.process];
      if (kind.how === 'killed') return supervised.kill();
      await supervised.holdUp(lasts);
      return undefined;
    }
    case 'disk':
      await stage.fillDisk(kind.process);
      await delay(lasts);
      await stage.makeRoom(kind.process);
      return undefined;
    case 'controller':
      await street.killController(source!, lasts);
      return undefined;
    case 'sensor': {
      const stop = street.meddle(source!, kind.meddle(random));
      await delay(lasts);
      stop();
      return undefined;
    }
  }
}

/** One day with faults, over real processes and the real broker, against the same day without. */
export async function runChaos({ seed, seconds, faults: count, say }: ChaosOptions): Promise<ChaosReport> {
  const began = performance.now();
  const random = createRandom(`chaos ${seed}/faults`);
  const day = simulateDay(seed, seconds);
  const undisturbed = undisturbedCarts(day);
  const plan = planFaults(random, day.layout, { count, from: QUIET, until: day.closesAt - day.opensAt - 2 * QUIET });
  const stage = await setChaosStage(day.layout);
  const ears = await connectBus({ url: stage.brokerUrl, store: day.layout.store, clientId: 'chaos', access: { credentials: stage.credentialsOf('observer') } });
  const silences: { readonly source: string; readonly at: number }[] = [];
  let fusion: FusionStatus | undefined;
  await ears.subscribe(['fusionStatus'], ({ name, body }) => {
    if (name !== 'fusionStatus') return;
    const before = new Set(fusion?.silent ?? []);
    fusion = body;
    for (const source of body.silent ?? []) if (!before.has(source)) silences.push({ source, at: performance.now() });
  });
  const street = openStreet(day, stage.brokerUrl, stage.credentialsOf);
  const reports: FaultReport[] = [];
  const disturbances = plan.filter(({ kind }) => kind.on === 'process' && kind.process !== 'store server');

  async function take(fault: PlannedFault): Promise<void> {
    await delay(Math.max(0, street.beganAt + fault.at - Date.now()));
    const startedAt = performance.now();
    const backAfter = await happen(fault, { stage, street, random: random.fork(`${fault.name} ${fault.at}`) });
    const { name, source, at, lasts, kind } = fault;
    const isClear = !disturbances.some((other) => Math.abs(other.at - at) < other.lasts + NOTICE_WITHIN);
    const isSilence = kind.on === 'sensor' && kind.isSilence === true && isClear && lasts > NOTICE_WITHIN;
    const noticed = silences.find((one) => one.source === source && one.at >= startedAt && one.at < startedAt + lasts);
    reports.push({ name, source, at, lasts, backAfter, noticedAfter: isSilence ? (noticed === undefined ? Infinity : noticed.at - startedAt) : undefined });
    say(`${(at / 1000).toFixed(1)} s: ${name}${source === undefined ? '' : ` (${source})`}${backAfter === undefined ? '' : `, back after ${Math.round(backAfter)} ms`}`);
  }

  const happening = plan.map(take);
  const troubles: string[] = [];
  /** A step that does not end is a finding, and the next is taken all the same: a run always ends. */
  const step = (limit: Milliseconds, what: string, promise: Promise<unknown>) => within(limit, what, promise).catch((error: Error) => void troubles.push(error.message));
  await step(seconds * 1000 + PATIENCE, 'sensors say what they have to say', street.play());
  await step(PATIENCE, 'faults are over', Promise.all(happening));
  const until = performance.now() + PATIENCE;
  const isSettled = () => fusion?.state === 'ended' && readTill(stage.database).every(({ state }) => state !== 'open') && readTill(stage.database).length >= undisturbed.size;
  while (!isSettled() && performance.now() < until) await delay(ASK_EVERY);
  const till = readTill(stage.database);
  await step(PATIENCE, 'sensors leave', street.close());
  await step(PATIENCE, 'the observer leaves', ears.close());
  await step(PATIENCE, 'the store is closed', stage.close());
  return {
    seed, visits: undisturbed.size, faults: reports.sort((a, b) => a.at - b.at),
    inReview: till.filter(({ state }) => state === 'review').length,
    differences: [...troubles, ...differences(till, undisturbed)],
    seconds: Math.round((performance.now() - began) / 1000),
  };
}
