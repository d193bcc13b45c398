import type { Cart, EpochMs, People, ShelfEvent, TruthOf } from '@walkout/contracts';
import { createStoreFusion } from '@walkout/fusion';
import type { FusionMessage, SensorMessage } from '@walkout/fusion';
import { OPENING } from '@walkout/recordings/simulator';
import type { ScenarioCase } from './scenario-suite.ts';
import { senseStore } from './sensor-stream.ts';

/** What one way of keeping carts made of a store. */
export interface Reckoning {
  /** The last cart of each visit. */
  readonly carts: readonly Cart[];
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

/** Something that keeps carts: fusion, or what it is compared with. */
export interface CartKeeper {
  accept(message: SensorMessage): readonly FusionMessage[];
  end(): readonly FusionMessage[];
}

export interface ScenarioRun {
  readonly truth: ScenarioTruth;
  /** One a keeper, in their order. */
  readonly reckonings: readonly Reckoning[];
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Feeds a keeper and notes what it says. */
function follow(keeper: CartKeeper, peopleEvery: number) {
  const carts: Cart[] = [];
  const events: ShelfEvent[] = [];
  const people: People[] = [];
  let [seconds, frames] = [0, 0];
  const note = ({ name, body }: FusionMessage): void => {
    if (name === 'cart' && body.state === 'closed') carts.push(body);
    if (name === 'shelfEvent') events.push(body);
    if (name === 'people' && frames++ % peopleEvery === 0) people.push(body);
  };
  const during = (work: () => readonly FusionMessage[]): void => {
    const began = cpuSeconds();
    const said = work();
    seconds += cpuSeconds() - began;
    said.forEach(note);
  };
  return {
    hear: (messages: readonly SensorMessage[]) => during(() => messages.flatMap((message) => keeper.accept(message))),
    end(): Reckoning {
      during(() => keeper.end());
      return { carts, events, people, seconds };
    },
  };
}

/** One simulated store through the real fusion, and through others on the very same messages; no broker. */
export function runScenario(one: ScenarioCase, others: readonly CartKeeper[] = []): ScenarioRun {
  const { peopleEvery = 1 } = one;
  const keepers = [createStoreFusion(one.simulation.layout), ...others].map((keeper) => follow(keeper, peopleEvery));
  const [receipts, events, people]: [TruthOf<'receipts'>[], TruthOf<'events'>[], TruthOf<'people'>[]] = [[], [], []];
  let lastAt: EpochMs = OPENING;
  let frames = 0;
  for (const moment of senseStore(one)) {
    if (moment.messages.length > 0) for (const keeper of keepers) keeper.hear(moment.messages);
    if (moment.people !== undefined && frames++ % peopleEvery === 0) people.push(moment.people);
    receipts.push(...moment.receipts);
    events.push(...moment.events);
    lastAt = moment.at;
  }
  return { truth: { receipts, events, people, seconds: (lastAt - OPENING) / 1000 }, reckonings: keepers.map((keeper) => keeper.end()) };
}
