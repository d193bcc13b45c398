import type { Cart, EpochMs, People, ShelfEvent, TruthOf } from '@walkout/contracts';
import { createStoreFusion, momentOf } from '@walkout/fusion';
import type { FusionMessage, SensorMessage } from '@walkout/fusion';
import { createCameraFeed, OPENING, simulate } from '@walkout/recordings/simulator';
import type { Simulation } from '@walkout/recordings/simulator';

/** What one way of keeping carts made of a store. */
export interface Reckoning {
  /** The last cart of each visit. */
  readonly carts: readonly Cart[];
  readonly events: readonly ShelfEvent[];
  /** Everyone, as often as it was said. */
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

export interface ScenarioRun extends Reckoning {
  readonly truth: ScenarioTruth;
}

const byMoment = (a: SensorMessage, b: SensorMessage): number => momentOf(a) - momentOf(b);
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** One simulated store through the real fusion at sensor level: scales and gates, and joints in place of pixels; no broker. */
export function runScenario(simulation: Simulation): ScenarioRun {
  const fusion = createStoreFusion(simulation.layout);
  const camerasSee = createCameraFeed(simulation.layout, simulation.seed);
  const receipts: TruthOf<'receipts'>[] = [];
  const trueEvents: TruthOf<'events'>[] = [];
  const truePeople: TruthOf<'people'>[] = [];
  const said: FusionMessage[] = [];
  let seconds = 0;
  let lastAt: EpochMs = OPENING;
  const reckon = (messages: readonly SensorMessage[]): void => {
    const began = cpuSeconds();
    for (const message of messages) said.push(...fusion.accept(message));
    seconds += cpuSeconds() - began;
  };
  for (const moment of simulate(simulation)) {
    const { at, messages, frame } = moment;
    const tracks = frame === undefined ? [] : camerasSee(frame.index, at, frame.posed);
    if (messages.length + tracks.length > 0) reckon([...messages, ...tracks].sort(byMoment));
    if (frame !== undefined) truePeople.push(frame.people);
    receipts.push(...moment.receipts);
    trueEvents.push(...moment.events);
    lastAt = at;
  }
  said.push(...fusion.end());
  const bodies = <Name extends FusionMessage['name']>(name: Name) =>
    said.flatMap((message) => (message.name === name ? [message.body as Extract<FusionMessage, { name: Name }>['body']] : []));
  return {
    carts: bodies('cart').filter(({ state }) => state === 'closed'),
    events: bodies('shelfEvent'),
    people: bodies('people'),
    seconds,
    truth: { receipts, events: trueEvents, people: truePeople, seconds: (lastAt - OPENING) / 1000 },
  };
}
