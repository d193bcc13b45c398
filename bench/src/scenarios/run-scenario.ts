import type { Cart, EpochMs, People, ShelfEvent, TruthOf } from '@walkout/contracts';
import { createStoreFusion } from '@walkout/fusion';
import type { FusionMessage } from '@walkout/fusion';
import { createAutoCheckout } from '../baseline/auto-checkout.ts';
import { OPENING } from '@walkout/recordings/simulator';
import { lastWord } from '../metrics/last-word.ts';
import type { ScenarioCase } from './scenario-suite.ts';
import { senseStore } from './sensor-stream.ts';

/** What one way of keeping carts made of a store. */
export interface Reckoning {
  /** The last cart of each visit. */
  readonly carts: readonly Cart[];
  /** As they stood in the end. */
  readonly events: readonly ShelfEvent[];
  readonly people: readonly People[];
  /** Processor time that it took, seconds. */
  readonly seconds: number;
}

/** What truly happened in a store. */
export interface ScenarioTruth {
  readonly receipts: readonly TruthOf<'receipts'>[];
  readonly events: readonly TruthOf<'events'>[];
  readonly people: readonly TruthOf<'people'>[];
  /** How long the store was open, seconds. */
  readonly seconds: number;
}

export interface ScenarioRun {
  readonly truth: ScenarioTruth;
  readonly reckoning: Reckoning;
  /** Of the competition winner's method, where it was asked for. */
  readonly baseline: Reckoning | undefined;
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Notes what something that keeps carts says, and how long it takes. */
function createNotes(peopleEvery: number) {
  const carts: Cart[] = [];
  const events: ShelfEvent[] = [];
  const people: People[] = [];
  let [seconds, frames] = [0, 0];
  return {
    during(work: () => FusionMessage[]): FusionMessage[] {
      const began = cpuSeconds();
      const said = work();
      seconds += cpuSeconds() - began;
      for (const { name, body } of said) {
        if (name === 'cart' && body.state === 'closed') carts.push(body);
        if (name === 'shelfEvent') events.push(body);
        if (name === 'people' && frames++ % peopleEvery === 0) people.push(body);
      }
      return said;
    },
    reckoning: (): Reckoning => ({ carts, events: lastWord(events), people, seconds }),
  };
}

/** One simulated store through the real fusion, and through the baseline on the very same messages; no broker. */
export function runScenario(one: ScenarioCase, { baseline = false } = {}): ScenarioRun {
  const { peopleEvery = 1, simulation: { layout } } = one;
  const fusion = createStoreFusion(layout);
  const other = baseline ? createAutoCheckout(layout) : undefined;
  const [ours, theirs] = [createNotes(peopleEvery), createNotes(peopleEvery)];
  const [receipts, events, people]: [TruthOf<'receipts'>[], TruthOf<'events'>[], TruthOf<'people'>[]] = [[], [], []];
  let lastAt: EpochMs = OPENING;
  let frames = 0;
  for (const moment of senseStore(one)) {
    if (moment.messages.length > 0) {
      const { messages } = moment;
      const said = ours.during(() => messages.flatMap((message) => fusion.accept(message)));
      if (other !== undefined) theirs.during(() => messages.flatMap((message, index) => other.accept(message, index === 0 ? said : [])));
    }
    if (moment.people !== undefined && frames++ % peopleEvery === 0) people.push(moment.people);
    receipts.push(...moment.receipts);
    events.push(...moment.events);
    lastAt = moment.at;
  }
  ours.during(() => fusion.end());
  if (other !== undefined) theirs.during(() => other.end(lastAt));
  return {
    truth: { receipts, events, people, seconds: (lastAt - OPENING) / 1000 },
    reckoning: ours.reckoning(),
    baseline: other && theirs.reckoning(),
  };
}
