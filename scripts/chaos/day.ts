import type { Cart, EpochMs, Milliseconds, StoreLayout } from '@walkout/contracts';
import { createFusionMachine, momentOf, sourcesOf } from '@walkout/fusion';
import type { SensorMessage } from '@walkout/fusion';
import { createCameraFeed, createRandom, demoLayout, demoScenario, randomLayout, simulate } from '@walkout/recordings';

/** What every sensor of a store says on one day, by the time of the store's opening. */
export interface Day {
  readonly layout: StoreLayout;
  /** In order of time. */
  readonly messages: readonly SensorMessage[];
  readonly opensAt: EpochMs;
  readonly closesAt: EpochMs;
}

/** Stores in which chaos may be made: the demo's with its four cameras, and a simulated one of twenty on 110 m², another for each seed. */
export const STORES = {
  demo: () => demoLayout(),
  large: (seed: number) => randomLayout(`chaos-${seed}`, { area: 110, cameras: 20 }),
} as const satisfies Record<string, (seed: number) => StoreLayout>;
export type StoreName = keyof typeof STORES;

/** A day of a store at the level of its sensors: joints in place of pixels. The same seed gives the same day. */
export function simulateDay(store: StoreName, seed: number, longestSeconds: number): Day {
  const layout = STORES[store](seed);
  const name = `chaos ${seed}`;
  const camerasSee = createCameraFeed(layout, name);
  const messages: SensorMessage[] = [];
  let [opensAt, closesAt]: [EpochMs, EpochMs] = [Infinity, 0];
  for (const { at, messages: said, frame } of simulate({ layout, seed: name, scenario: demoScenario(layout, createRandom(name)), longestSeconds })) {
    opensAt = Math.min(opensAt, at);
    closesAt = at;
    messages.push(...said, ...(frame === undefined ? [] : camerasSee(frame.index, at, frame.posed)));
  }
  return { layout, messages: messages.sort((a, b) => momentOf(a) - momentOf(b)), opensAt, closesAt };
}

/** A message as if it had been said at another time. */
export function moved(message: SensorMessage, by: Milliseconds): SensorMessage {
  switch (message.name) {
    case 'cameraTracks': return { ...message, body: { ...message.body, capturedAt: message.body.capturedAt + by } };
    case 'shelfWeights': return { ...message, body: { ...message.body, capturedAt: message.body.capturedAt.map((at) => at + by) } };
    case 'gatePassages': return {
      ...message,
      body: { capturedAt: message.body.capturedAt + by, passages: message.body.passages.map((passage) => ({ ...passage, capturedAt: passage.capturedAt + by })) },
    };
  }
}

/** The last cart of each visit when nothing goes wrong. */
export function undisturbedCarts({ layout, messages }: Day): ReadonlyMap<string, Cart> {
  const machine = createFusionMachine(layout);
  const carts = new Map<string, Cart>();
  const inputs = [
    ...messages.map((message) => ({ kind: 'message', message }) as const),
    ...sourcesOf(layout).map((source) => ({ kind: 'ended', source }) as const),
  ];
  for (const input of inputs) {
    for (const { name, body } of machine.accept(input).said) if (name === 'cart') carts.set(body.visit, body);
  }
  return carts;
}
