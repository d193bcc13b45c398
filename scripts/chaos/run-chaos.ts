import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '@walkout/contracts';
import { createRandom } from '@walkout/recordings';
import type { Random } from '@walkout/recordings';
import { simulateDay, undisturbedCarts } from './day.ts';
import type { StoreName } from './day.ts';
import { planFaults } from './faults.ts';
import type { PlannedFault } from './faults.ts';
import { readTill } from '../stage/read-till.ts';
import { differences } from './judge.ts';
import { NOTICE_WITHIN, watchSigns } from './signs.ts';
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
  /** Until the store said of itself what is wrong; `undefined`: it did not, or had said it already. */
  readonly noticedAfter: Milliseconds | undefined;
  /** A sensor fell silent while fusion and the broker were well: it has to be noticed. */
  readonly isToBeNoticed: boolean;
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
  readonly store: StoreName;
  readonly seed: number;
  readonly seconds: number;
  readonly faults: number;
  readonly say: (sentence: string) => void;
}

/** Nothing happens before everybody is known, nor when the last are about to leave. */
const QUIET: Milliseconds = 4_000;
const PATIENCE: Milliseconds = 90_000;
const ASK_EVERY: Milliseconds = 100;

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
export async function runChaos({ store, seed, seconds, faults: count, say }: ChaosOptions): Promise<ChaosReport> {
  const began = performance.now();
  const random = createRandom(`chaos ${seed}/faults`);
  const day = simulateDay(store, seed, seconds);
  const undisturbed = undisturbedCarts(day);
  const plan = planFaults(random, day.layout, { count, from: QUIET, until: day.closesAt - day.opensAt - 2 * QUIET });
  const stage = await setChaosStage(day.layout);
  const signs = await watchSigns(stage, day.layout.store);
  const street = openStreet(day, stage.brokerUrl, stage.credentialsOf);
  const reports: FaultReport[] = [];
  const disturbances = plan.filter(({ kind }) => (kind.on === 'process' || kind.on === 'disk') && kind.process !== 'store server');

  async function take(fault: PlannedFault): Promise<void> {
    await delay(Math.max(0, street.beganAt + fault.at - Date.now()));
    const startedAt = performance.now();
    const backAfter = await happen(fault, { stage, street, random: random.fork(`${fault.name} ${fault.at}`) });
    const { name, source, at, lasts, kind } = fault;
    const isClear = !disturbances.some((other) => Math.abs(other.at - at) < other.lasts + NOTICE_WITHIN);
    const isToBeNoticed = kind.on === 'sensor' && kind.isSilence === true && isClear && lasts > NOTICE_WITHIN;
    reports.push({ name, source, at, lasts, backAfter, noticedAfter: signs.noticedAfter(fault, startedAt), isToBeNoticed });
    say(`${(at / 1000).toFixed(1)} s: ${name}${source === undefined ? '' : ` (${source})`}${backAfter === undefined ? '' : `, back after ${Math.round(backAfter)} ms`}`);
  }

  const happening = plan.map(take);
  const troubles: string[] = [];
  /** A step that does not end is a finding, and the next is taken all the same: a run always ends. */
  const step = (limit: Milliseconds, what: string, promise: Promise<unknown>) => within(limit, what, promise).catch((error: Error) => void troubles.push(error.message));
  await step(seconds * 1000 + PATIENCE, 'sensors say what they have to say', street.play());
  await step(PATIENCE, 'faults are over', Promise.all(happening));
  const until = performance.now() + PATIENCE;
  const isSettled = () => signs.fusion()?.state === 'ended' && readTill(stage.database).every(({ state }) => state !== 'open') && readTill(stage.database).length >= undisturbed.size;
  while (!isSettled() && performance.now() < until) await delay(ASK_EVERY);
  const till = readTill(stage.database);
  await step(PATIENCE, 'sensors leave', street.close());
  await step(PATIENCE, 'the observer leaves', signs.close());
  await step(PATIENCE, 'the store is closed', stage.close());
  return {
    seed, visits: undisturbed.size, faults: reports.sort((a, b) => a.at - b.at),
    inReview: till.filter(({ state }) => state === 'review').length,
    differences: [...troubles, ...differences(till, undisturbed)],
    seconds: Math.round((performance.now() - began) / 1000),
  };
}
