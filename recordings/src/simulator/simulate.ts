import type { EpochMs, StoreLayout, TruthOf } from '@walkout/contracts';
import type { Scenario } from './shopper/shopper-plan.ts';
import { createSensorFeed } from './sensor-feed.ts';
import type { SensorMessage } from './sensor-feed.ts';
import { poseShoppers, trueEvents, truePeople, trueReceipts } from './truth-of-world.ts';
import type { PosedShopper } from './truth-of-world.ts';
import { createWorld, STEP_SECONDS } from './world.ts';
import type { World } from './world.ts';

/** When simulated stores open: 1 June 2026, 09:00 UTC. */
export const OPENING: EpochMs = Date.UTC(2026, 5, 1, 9);
/** Cameras take a picture every sixth sample of the scales. */
export const FRAMES_PER_SECOND = 10;
const STEPS_PER_FRAME = Math.round(1 / STEP_SECONDS / FRAMES_PER_SECOND);
/** After the last shopper has left, so that fusion can settle everything. */
const EPILOGUE_SECONDS = 4;

export interface Simulation {
  readonly layout: StoreLayout;
  readonly seed: number | string;
  readonly scenario: Scenario;
  /** Ends there even if somebody is still in the store. */
  readonly longestSeconds: number;
}

/** One step of a simulated store, told as sensors and truth tell it. */
export interface Moment {
  readonly at: EpochMs;
  readonly messages: readonly SensorMessage[];
  /** Set when the cameras take a picture: number of the frame from 0, its truth, and the bodies to draw. */
  readonly frame: { readonly index: number; readonly people: TruthOf<'people'>; readonly posed: readonly PosedShopper[] } | undefined;
  readonly events: readonly TruthOf<'events'>[];
  readonly receipts: readonly TruthOf<'receipts'>[];
  readonly world: World;
}

/** Runs a world from its opening until all have left, step by step. Frame 0 is taken when the store opens. */
export function* simulate({ layout, seed, scenario, longestSeconds }: Simulation): Generator<Moment, void, void> {
  const world = createWorld(layout, seed, scenario);
  const feed = createSensorFeed(layout, OPENING);
  const frameAt = (index: number, at: EpochMs) => {
    const posed = poseShoppers(world);
    return { index, people: truePeople(world, posed, at), posed };
  };
  yield { at: OPENING, messages: [], frame: frameAt(0, OPENING), events: [], receipts: [], world };
  let stepsLeft = longestSeconds / STEP_SECONDS;
  let epilogue = EPILOGUE_SECONDS / STEP_SECONDS;
  for (let step = 1; stepsLeft > 0 && epilogue > 0; step++, stepsLeft--) {
    const happened = world.step();
    const at = OPENING + Math.round(happened.time * 1000);
    if (world.finished) epilogue--;
    yield {
      at,
      messages: feed(happened),
      frame: step % STEPS_PER_FRAME === 0 ? frameAt(step / STEPS_PER_FRAME, at) : undefined,
      events: trueEvents(happened, at),
      receipts: trueReceipts(happened),
      world,
    };
  }
}
