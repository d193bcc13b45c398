import type { Cart, ShelfEvent, StoreLayout, TruthOf } from '@walkout/contracts';
import { createStoreFusion, momentOf } from '@walkout/fusion';
import type { FusionMessage, SensorMessage } from '@walkout/fusion';
import { createRandom, simulate } from '@walkout/recordings/simulator';
import type { Simulation } from '@walkout/recordings/simulator';
import { simulateTracks } from './simulated-cameras.ts';
import type { PoseNoise } from './simulated-cameras.ts';

export interface ScenarioRun {
  /** The last cart of each visit that was closed. */
  readonly carts: readonly Cart[];
  readonly events: readonly ShelfEvent[];
  readonly trueReceipts: readonly TruthOf<'receipts'>[];
  readonly trueEvents: readonly TruthOf<'events'>[];
}

const byMoment = (a: SensorMessage, b: SensorMessage): number => momentOf(a) - momentOf(b);

/**
 * One simulated store through the real fusion at sensor level: the scales as simulated, the cameras as
 * {@link simulateTracks} has it, no pixels and no broker.
 */
export function runScenario(simulation: Simulation & { readonly noise?: PoseNoise }): ScenarioRun {
  const { layout, seed, noise } = simulation;
  const fusion = createStoreFusion(layout);
  const random = createRandom(`cameras of ${seed}`);
  const trueReceipts: TruthOf<'receipts'>[] = [];
  const trueEvents: TruthOf<'events'>[] = [];
  const said: FusionMessage[] = [];
  for (const moment of simulate(simulation)) {
    const messages = [...(moment.messages as readonly SensorMessage[]), ...tracksAt(layout, moment.frame, random, noise)];
    for (const message of messages.sort(byMoment)) said.push(...fusion.accept(message));
    trueReceipts.push(...moment.receipts);
    trueEvents.push(...moment.events);
  }
  said.push(...fusion.end());
  return {
    carts: said.flatMap((message) => (message.name === 'cart' && message.body.state === 'closed' ? [message.body] : [])),
    events: said.flatMap((message) => (message.name === 'shelfEvent' ? [message.body] : [])),
    trueReceipts,
    trueEvents,
  };
}

function tracksAt(
  layout: StoreLayout,
  frame: { readonly index: number; readonly people: TruthOf<'people'> } | undefined,
  random: ReturnType<typeof createRandom>,
  noise: PoseNoise | undefined,
): SensorMessage[] {
  if (frame === undefined) return [];
  return layout.cameras.map((camera) => ({
    name: 'cameraTracks',
    id: camera.id,
    body: simulateTracks(camera, frame.people, { sequence: frame.index, random: random.fork(`${camera.id} ${frame.index}`), ...(noise === undefined ? {} : { noise }) }),
  }));
}
