import type { EpochMs, Milliseconds, TruthOf } from '@walkout/contracts';
import { createReorderBuffer, isCamera, momentOf, sourceOf, sourcesOf } from '@walkout/fusion';
import type { SensorMessage } from '@walkout/fusion';
import { createCameraFeed, simulate } from '@walkout/recordings/simulator';
import { byArrival } from './faults.ts';
import type { Delivery, Fault } from './faults.ts';
import type { ScenarioCase } from './scenario-suite.ts';

/** What sensors say at a moment, as fusion gets it, and what truly happened then. */
export interface SensedMoment {
  readonly at: EpochMs;
  readonly messages: readonly SensorMessage[];
  readonly people: TruthOf<'people'> | undefined;
  readonly events: readonly TruthOf<'events'>[];
  readonly receipts: readonly TruthOf<'receipts'>[];
}

/** As the fusion service has it for a live store. */
const PATIENCE: Milliseconds = 500;
const byMoment = (a: SensorMessage, b: SensorMessage): number => momentOf(a) - momentOf(b);

/** Messages as the network brings them, put in order again as the fusion service does. */
function createNetwork({ layout }: ScenarioCase['simulation'], fault: Fault) {
  const buffer = createReorderBuffer<SensorMessage>(sourcesOf(layout), { patienceMs: () => PATIENCE, hasRate: isCamera });
  let underWay: Delivery[] = [];
  return {
    carry(messages: readonly SensorMessage[], now: EpochMs): SensorMessage[] {
      underWay.push(...messages.flatMap((message) => fault({ message, at: now })));
      const due = underWay.filter(({ at }) => at <= now).sort(byArrival);
      underWay = underWay.filter(({ at }) => at > now);
      for (const { message } of due) buffer.push(sourceOf(message), momentOf(message), message);
      buffer.deadline(now);
      return buffer.pop().map(({ item }) => item);
    },
  };
}

/** A simulated store at sensor level: scales and gates, and joints in place of pixels. The last moments flush what is under way. */
export function* senseStore({ simulation, fault }: ScenarioCase): Generator<SensedMoment, void, void> {
  const camerasSee = createCameraFeed(simulation.layout, simulation.seed);
  const network = fault && createNetwork(simulation, fault);
  let last: EpochMs = 0;
  for (const { at, messages, frame, events, receipts } of simulate(simulation)) {
    const tracks = frame === undefined ? [] : camerasSee(frame.index, at, frame.posed);
    const said = [...messages, ...tracks].sort(byMoment);
    yield { at, messages: network === undefined ? said : network.carry(said, at), people: frame?.people, events, receipts };
    last = at;
  }
  if (network !== undefined) yield { at: last, messages: network.carry([], last + 2 * PATIENCE), people: undefined, events: [], receipts: [] };
}
