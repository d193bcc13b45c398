import type { Cart, ShelfEvent, TruthOf } from '@walkout/contracts';
import { createStoreFusion, momentOf } from '@walkout/fusion';
import type { FusionMessage, SensorMessage } from '@walkout/fusion';
import { createCameraFeed, simulate } from '@walkout/recordings/simulator';
import type { Simulation } from '@walkout/recordings/simulator';

export interface ScenarioRun {
  /** The last cart of each visit. */
  readonly carts: readonly Cart[];
  readonly events: readonly ShelfEvent[];
  readonly trueReceipts: readonly TruthOf<'receipts'>[];
  readonly trueEvents: readonly TruthOf<'events'>[];
}

const byMoment = (a: SensorMessage, b: SensorMessage): number => momentOf(a) - momentOf(b);

/** One simulated store through the real fusion at sensor level: scales and gates, and joints in place of pixels; no broker. */
export function runScenario(simulation: Simulation): ScenarioRun {
  const fusion = createStoreFusion(simulation.layout);
  const camerasSee = createCameraFeed(simulation.layout, simulation.seed);
  const trueReceipts: TruthOf<'receipts'>[] = [];
  const trueEvents: TruthOf<'events'>[] = [];
  const said: FusionMessage[] = [];
  for (const { at, messages, frame, receipts, events } of simulate(simulation)) {
    const tracks = frame === undefined ? [] : camerasSee(frame.index, at, frame.posed);
    for (const message of [...messages, ...tracks].sort(byMoment)) said.push(...fusion.accept(message));
    trueReceipts.push(...receipts);
    trueEvents.push(...events);
  }
  said.push(...fusion.end());
  return {
    carts: said.flatMap((message) => (message.name === 'cart' && message.body.state === 'closed' ? [message.body] : [])),
    events: said.flatMap((message) => (message.name === 'shelfEvent' ? [message.body] : [])),
    trueReceipts,
    trueEvents,
  };
}
