import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Milliseconds } from '@walkout/contracts';
import { createStoreFusion } from '@walkout/fusion';
import { createLoadFeed } from './load-feed.ts';
import type { LoadMessage, LoadOptions } from './load-feed.ts';

/** What fusion took in, and the processor time of it. */
export interface Work {
  readonly usedMs: Milliseconds;
  readonly cameraFrames: number;
  /** People in them, each once for every frame they are in. */
  readonly sightings: number;
}

export const NO_WORK: Work = { usedMs: 0, cameraFrames: 0, sightings: 0 };
export const addWork = (a: Work, b: Work): Work =>
  ({ usedMs: a.usedMs + b.usedMs, cameraFrames: a.cameraFrames + b.cameraFrames, sightings: a.sightings + b.sightings });

/** A hall whose cameras speak to the core of fusion, without broker and JSON. */
export interface OfflineHall {
  /** The next while of the hall's time. So much is drawn beforehand, for drawing is not what is measured. */
  run(duration: Milliseconds): Work;
  /** In the hall now. */
  people(): number;
}

/** Clears away what is of no use any more: what drawing left is not charged to fusion, what fusion left is. */
function createSweep(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;
  return () => collect({ type: 'minor' });
}

export function createOfflineHall(load: LoadOptions): OfflineHall {
  const feed = createLoadFeed(load, 1_700_000_000_000);
  const fusion = createStoreFusion(feed.store.layout);
  const sweep = createSweep();
  let until: Milliseconds = 0;

  function draw(duration: Milliseconds): LoadMessage[] {
    until += duration;
    const messages: LoadMessage[] = [];
    for (let next = feed.next(); ; next = feed.next()) {
      messages.push(next.message);
      if (next.due >= until) return messages;
    }
  }

  return {
    run(duration) {
      const messages = draw(duration);
      // What survives the first is moved for good by the second, or fusion would move it.
      sweep();
      sweep();
      const before = process.cpuUsage();
      for (const message of messages) fusion.accept(message);
      const seen = messages.flatMap((message) => (message.name === 'cameraTracks' ? [message.body.tracks.length] : []));
      messages.length = 0;
      sweep();
      const { user, system } = process.cpuUsage(before);
      return { usedMs: (user + system) / 1000, cameraFrames: seen.length, sightings: seen.reduce((sum, count) => sum + count, 0) };
    },
    people: () => fusion.count,
  };
}
