import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '@walkout/contracts';
import { sourcesOf } from '@walkout/fusion';
import { OPENING } from '@walkout/recordings/simulator';
import { readTill } from '../stage/read-till.ts';
import { setStoreStage } from '../stage/store-stage.ts';
import { openEars } from './ears.ts';
import type { Observations } from './judge.ts';
import { countOverdue } from './overdue.ts';
import { smallStore } from './small-store.ts';
import { hireStaff } from './staff.ts';
import { environmentFor, HOUR, storeTimeOf, wallTimeOf } from './store-clock.ts';
import type { StoreClock } from './store-clock.ts';
import { startStreet } from './start-street.ts';
import { takeSample } from './take-sample.ts';
import type { Sample } from './take-sample.ts';

export interface SoakOptions {
  /** Before the day: code is compiled and caches are filled, less and less. */
  readonly warmUpHours: number;
  readonly hours: number;
  /** Store seconds that go by in one. */
  readonly speed: number;
  readonly shoppersAnHour: number;
  readonly seed: number;
  readonly say: (sentence: string) => void;
}

/** Until all processes and the street are up on a busy machine, of the wall's time; what is late at first would make the first hour look slow. */
const LEAD: Milliseconds = 60_000;
const SAMPLES_AN_HOUR = 12;
const DECISIONS_AN_HOUR = 4;
/** Part of the time that evidence is kept, and the least that the store server takes; a sweep an hour removes what is older, long before growth is looked for. */
const KEPT = 1 / 20;
const SHORTEST_KEPT: Milliseconds = 1.2 * HOUR;
const SWEEP_EVERY: Milliseconds = HOUR;
/** What is decided after the last shopper has left, of the wall's time. */
const PATIENCE: Milliseconds = 60_000;
const ASK_EVERY: Milliseconds = 200;

const minutes = (ms: Milliseconds): string => `${(ms / 60_000).toFixed(1)} min`;
const megabytes = (bytes = 0): string => `${(bytes / 1e6).toFixed(1)} MB`;

function progress({ at, fusion, storeServer, broker, databaseBytes, journalBytes, retainedTopics, lagSeconds, refused }: Sample, visits: number): string {
  const heap = `heap ${megabytes(fusion.heapBytes)} fusion, ${megabytes(storeServer.heapBytes)} store server`;
  const files = `database ${megabytes(databaseBytes)}, journal ${megabytes(journalBytes)}`;
  return `hour ${((at - OPENING) / HOUR).toFixed(1)}: ${visits} visits, ${heap}, broker ${megabytes(broker.residentBytes)}, ${files}, ${retainedTopics} topics kept, lag ${lagSeconds.toFixed(1)} s, ${JSON.stringify(refused)} refused`;
}

/**
 * Runs a store through a day, as fast as asked, and says what was seen of it. Fusion goes by the sensors' time alone here: the half second that it
 * waits live for a sensor that is late would be a few milliseconds of the wall's time, less than a machine's scheduler needs.
 */
export async function runSoak({ warmUpHours, hours, speed, shoppersAnHour, seed, say }: SoakOptions): Promise<Observations> {
  const layout = smallStore();
  const allHours = warmUpHours + hours;
  const token = randomBytes(24).toString('hex');
  const keepMs = Math.max(SHORTEST_KEPT, allHours * HOUR * KEPT);
  const clock: StoreClock = { storeStart: OPENING, wallStart: Date.now() + LEAD, speed };
  const heaps = mkdtempSync(join(tmpdir(), 'walkout-soak-'));
  const stage = await setStoreStage({
    layout, mode: 'replay', environment: { ...environmentFor(clock, heaps), WALKOUT_STAFF_TOKEN: token }, storeOptions: ['--keep-days', String(keepMs / (24 * HOUR))],
  });
  const ears = await openEars(stage.brokerUrl, layout.store, { credentials: stage.credentialsOf('observer'), clock });
  const staff = await hireStaff(stage.storeUrl, token);
  const credentials = sourcesOf(layout).map(stage.credentialsOf);
  const street = startStreet({ layout, seed, clock, brokerUrl: stage.brokerUrl, credentials, day: { hours: allHours, shoppersAnHour } });
  const samples: Sample[] = [];
  let sampledAt = OPENING;
  let decidedAt = OPENING;
  say(`${warmUpHours} h to warm up and a day of ${hours} h in ${minutes((allHours * HOUR) / speed)}`);
  while (!street.hasEnded()) {
    await delay(ASK_EVERY);
    const now = storeTimeOf(clock, Date.now());
    if (now >= decidedAt + HOUR / DECISIONS_AN_HOUR) {
      decidedAt = now;
      await staff.decide(street.truth);
    }
    if (now < sampledAt + HOUR / SAMPLES_AN_HOUR) continue;
    sampledAt = now;
    samples.push(await takeSample(stage, ears, { at: now, heaps }));
    say(progress(samples.at(-1)!, street.truth.size));
  }
  const until = Date.now() + PATIENCE;
  const isSettled = () => ears.fusion()?.state === 'ended' && readTill(stage.database).every(({ visit, state }) => state === 'settled' || !street.truth.has(visit));
  while (!isSettled() && Date.now() < until) {
    await staff.decide(street.truth);
    await delay(ASK_EVERY);
  }
  const overdue = countOverdue(stage.database, storeTimeOf(clock, Date.now()) - keepMs, 2 * SWEEP_EVERY);
  staff.leave();
  await ears.close();
  const till = readTill(stage.database);
  await stage.close();
  rmSync(heaps, { recursive: true });
  say(`took ${minutes(Date.now() - wallTimeOf(clock, OPENING))}, the tablet heard ${staff.heard()} events`);
  return {
    samples, till, overdue, truth: street.truth, latestMs: street.latestBy(), decided: staff.decided,
    carts: ears.carts, receipts: ears.receipts, opensAt: OPENING, judgedFrom: OPENING + warmUpHours * HOUR, closesAt: OPENING + allHours * HOUR,
  };
}
