import type { Milliseconds } from '@walkout/contracts';
import type { LoadOptions } from './load-feed.ts';
import { addWork, createOfflineHall, NO_WORK } from './offline-hall.ts';
import type { OfflineHall, Work } from './offline-hall.ts';

/** After this long everybody in the hall is known … */
const WARM_UP: Milliseconds = 15_000;
/** … and after so many camera frames the code is compiled; only then is measured. */
const WARM_UP_FRAMES = 18_000;
/** So many camera frames are taken in at a time; so many that the sweep at their end is little beside them. */
const STRETCH_FRAMES = 6_000;
/** Fewer stretches are too short to measure by. */
const FEWEST_STRETCHES = 5;

export interface OfflineOptions extends LoadOptions {
  readonly seconds: number;
}

export interface OfflineFigures {
  /** Moments of all cameras that fusion takes in, in a second of one core. */
  readonly framesPerSecond: number;
  readonly cameraFramesPerSecond: number;
  readonly microsecondsPerPersonInView: number;
  readonly peopleInView: number;
  readonly people: number;
}

/** Lets halls run side by side, in turns, the same time in each; what each of them took once everybody was known. */
function measure(halls: readonly OfflineHall[], { cameras, framesPerSecond, seconds }: OfflineOptions): Work[] {
  const frameEvery = 1000 / (cameras * framesPerSecond);
  const stretch = STRETCH_FRAMES * frameEvery;
  const warmUntil = Math.max(WARM_UP, WARM_UP_FRAMES * frameEvery);
  const until = warmUntil + Math.max(seconds * 1000, FEWEST_STRETCHES * stretch);
  let works = halls.map(() => NO_WORK);
  for (let from = 0; from < until; from += stretch) {
    const done = halls.map((hall) => hall.run(stretch));
    if (from >= warmUntil) works = works.map((work, index) => addWork(work, done[index]!));
  }
  return works;
}

/** The core of fusion on a feed, without broker and JSON: frames a second of its processor time. */
export function measureOffline(options: OfflineOptions): OfflineFigures & Record<string, unknown> {
  const hall = createOfflineHall(options);
  const [{ usedMs, cameraFrames, sightings } = NO_WORK] = measure([hall], options);
  const cameraFramesPerSecond = (1000 * cameraFrames) / usedMs;
  return {
    framesPerSecond: cameraFramesPerSecond / options.cameras,
    cameraFramesPerSecond,
    microsecondsPerPersonInView: (1000 * usedMs) / sightings,
    peopleInView: sightings / cameraFrames,
    people: hall.people(),
  };
}

export interface DoublingFigures {
  /** How many times the processor time of a hall one takes of twice the shoppers, floor and cameras, over the same while. */
  readonly doublingCost: number;
  /** How many times as much there is to see: at one density more than twice, for a larger hall has fewer places at its walls. */
  readonly doublingSightings: number;
  /** How many times what each person in each view costs. */
  readonly doublingCostEach: number;
}

/** A hall against one of twice the size, in turns in one process, so that what else the machine does is the same to both. */
export function measureDoubling(options: OfflineOptions): DoublingFigures & Record<string, unknown> {
  const { cameras, shoppers } = options;
  const halls = [createOfflineHall(options), createOfflineHall({ ...options, cameras: 2 * cameras, shoppers: 2 * shoppers })];
  const [one = NO_WORK, two = NO_WORK] = measure(halls, options);
  const doublingCost = two.usedMs / one.usedMs;
  const doublingSightings = two.sightings / one.sightings;
  return { doublingCost, doublingSightings, doublingCostEach: doublingCost / doublingSightings };
}
