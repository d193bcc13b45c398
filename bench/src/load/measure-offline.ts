import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Milliseconds } from '@walkout/contracts';
import { createStoreFusion } from '@walkout/fusion';
import { createLoadFeed } from './load-feed.ts';
import type { LoadMessage, LoadOptions } from './load-feed.ts';

/** After this long everybody in the hall is known … */
const WARM_UP: Milliseconds = 15_000;
/** … and after so many camera frames the code is compiled; only then is measured. */
const WARM_UP_FRAMES = 18_000;
/** So many camera frames are drawn beforehand at a time, for drawing is not what is measured; so many that the sweep at their end is little beside them. */
const STRETCH_FRAMES = 6_000;
/** Fewer stretches are too short to measure by. */
const FEWEST_STRETCHES = 5;

export interface OfflineFigures {
  /** Moments of all cameras that fusion takes in, in a second of one core. */
  readonly framesPerSecond: number;
  readonly cameraFramesPerSecond: number;
  readonly microsecondsPerPersonInView: number;
  readonly peopleInView: number;
  readonly people: number;
}

/** Clears away what is of no use any more: what drawing left is not charged to fusion, what fusion left is. */
function createSweep(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;
  return () => collect({ type: 'minor' });
}

/** The core of fusion on a feed, without broker and JSON: frames a second of its processor time. */
export function measureOffline({ seconds, ...load }: LoadOptions & { readonly seconds: number }): OfflineFigures & Record<string, unknown> {
  const startedAt = 1_700_000_000_000;
  const feed = createLoadFeed(load, startedAt);
  const fusion = createStoreFusion(feed.store.layout);
  const sweep = createSweep();
  const frameEvery = 1000 / (load.cameras * load.framesPerSecond);
  const stretch = STRETCH_FRAMES * frameEvery;
  const warmUntil = Math.max(WARM_UP, WARM_UP_FRAMES * frameEvery);
  const until = warmUntil + Math.max(seconds * 1000, FEWEST_STRETCHES * stretch);
  let [frames, views, usedMs] = [0, 0, 0];
  for (let from = 0; from < until; from += stretch) {
    const messages: LoadMessage[] = [];
    for (let next = feed.next(); ; next = feed.next()) {
      messages.push(next.message);
      if (next.due >= from + stretch) break;
    }
    // What survives the first is moved for good by the second, or fusion would move it.
    sweep();
    sweep();
    const before = process.cpuUsage();
    for (const message of messages) fusion.accept(message);
    const seen = messages.flatMap((message) => (message.name === 'cameraTracks' ? [message.body.tracks.length] : []));
    messages.length = 0;
    sweep();
    const { user, system } = process.cpuUsage(before);
    if (from < warmUntil) continue;
    usedMs += (user + system) / 1000;
    frames += seen.length;
    views += seen.reduce((sum, count) => sum + count, 0);
  }
  const cameraFramesPerSecond = (1000 * frames) / usedMs;
  return {
    framesPerSecond: cameraFramesPerSecond / load.cameras,
    cameraFramesPerSecond,
    microsecondsPerPersonInView: (1000 * usedMs) / views,
    peopleInView: views / frames,
    people: fusion.count,
  };
}
