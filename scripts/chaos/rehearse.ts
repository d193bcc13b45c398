import { checkSensor, createFusionMachine, momentOf, sourceOf, sourcesOf } from '@walkout/fusion';
import type { FusionInput, SensorMessage } from '@walkout/fusion';
import { isDoubtful, topicOf, WalkoutError } from '@walkout/contracts';
import type { Cart, EpochMs, Milliseconds } from '@walkout/contracts';
import { createRandom } from '@walkout/recordings';
import { readMessage } from '../../contracts/src/io/read-message.ts';
import { createLiveClock, TICK } from '../../fusion/src/io/live-clock.ts';
import type { Day } from './day.ts';
import { meddled } from './faults.ts';
import type { PlannedFault } from './faults.ts';
import type { TillVisit } from '../stage/read-till.ts';

/** A while in which fusion hears nothing, and what it is afterwards. */
interface Deafness {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly after: 'goes on' | 'finds the broker' | 'starts';
}

interface Arrival {
  readonly at: EpochMs;
  readonly topic: string;
  readonly bytes: Buffer;
}

/** How long a process that was killed is away, as a slow machine has it. */
const AWAY: Milliseconds = 2_500;
const WIRE: Milliseconds = 3;

function deafnessOf({ kind, at, lasts }: PlannedFault, opensAt: EpochMs): Deafness[] {
  const from = opensAt + at;
  if (kind.on === 'disk' && kind.process === 'fusion') return [{ from, until: from + lasts, after: 'goes on' }];
  if (kind.on !== 'process' || kind.process === 'store server') return [];
  if (kind.how === 'held up') return [{ from, until: from + lasts, after: 'goes on' }];
  return [{ from, until: from + AWAY, after: kind.process === 'fusion' ? 'starts' : 'finds the broker' }];
}

/** What reaches fusion and when, in order. */
function arrivals({ layout, messages, opensAt }: Day, plan: readonly PlannedFault[], seed: string): Arrival[] {
  const random = createRandom(`${seed}/faults`);
  const meddlings = plan.flatMap(({ kind, source, at, lasts, name }) =>
    kind.on === 'sensor' || kind.on === 'controller'
      ? [{ source, from: opensAt + at, until: opensAt + at + lasts, meddle: kind.on === 'sensor' ? kind.meddle(random.fork(`${name} ${at}`)) : () => [] }]
      : []);
  return messages.flatMap((message): Arrival[] => {
    const moment = momentOf(message);
    const at = meddlings.filter(({ source, from, until }) => source === sourceOf(message) && moment >= from && moment < until);
    const topic = topicOf(message.name, layout.store, message.id);
    return meddled(message, at.map(({ meddle }) => meddle)).map(({ bytes, later }) => ({ at: moment + WIRE + later, topic, bytes }));
  }).sort((a, b) => a.at - b.at);
}

/** The last carts of a day with faults, as fusion would have them: the faults' timing reckoned in place of waited for. */
export function rehearse(day: Day, plan: readonly PlannedFault[], seed: string): ReadonlyMap<string, Cart> {
  const { layout, opensAt, closesAt } = day;
  const machine = createFusionMachine(layout);
  const carts = new Map<string, Cart>();
  const hear = (input: FusionInput) => {
    for (const { name, body } of machine.accept(input).said) if (name === 'cart') carts.set(body.visit, body);
  };
  let clock = createLiveClock();
  clock.connected(opensAt - 10_000);
  const deaf = plan.flatMap((fault) => deafnessOf(fault, opensAt)).sort((a, b) => a.from - b.from);
  const queue = arrivals(day, plan, seed);
  let next = 0;
  for (let now = opensAt; now <= closesAt + 10_000; now += TICK) {
    if (deaf.some(({ from, until }) => now >= from && now < until)) continue;
    for (const { until, after } of deaf) {
      if (until > now || until <= now - TICK || after === 'goes on') continue;
      if (after === 'starts') clock = createLiveClock();
      clock.connected(now);
    }
    while (next < queue.length && queue[next]!.at <= now) {
      const { topic, bytes } = queue[next++]!;
      try {
        const message = readMessage(topic, bytes) as SensorMessage;
        checkSensor(message, layout);
        if (momentOf(message) > now + 2_000) continue;
        clock.heard(momentOf(message), now);
        hear({ kind: 'message', message });
      } catch (error) {
        if (!(error instanceof WalkoutError)) throw error;
      }
    }
    const time = clock.tick(now);
    if (time !== undefined) hear({ kind: 'clock', now: time });
  }
  for (const source of sourcesOf(layout)) hear({ kind: 'ended', source });
  return carts;
}

/** What a till would make of them. */
export const tillOf = (carts: ReadonlyMap<string, Cart>): TillVisit[] => [...carts.values()].map((cart): TillVisit => ({
  visit: cart.visit, state: isDoubtful(cart) ? 'review' : 'settled', receipts: 1, charges: 1,
  lines: Object.fromEntries(cart.lines.map(({ product, quantity }) => [product, quantity])),
}));
