import type { Milliseconds } from '@walkout/contracts';
import { createLoadFeed } from './load-feed.ts';
import type { LoadOptions } from './load-feed.ts';

/** So long is looked how many a camera sees: shoppers come and go meanwhile … */
const LOOK: Milliseconds = 200_000;
/** … and so often. */
const FRAMES_PER_SECOND = 0.1;

/**
 * How many shoppers make so many in a view: how much the cameras of a hall overlap depends on its size, and who is in view
 * grows with who is in the hall.
 */
export function crowdFor(load: Omit<LoadOptions, 'shoppers' | 'framesPerSecond'>, inView: number): number {
  const feed = createLoadFeed({ ...load, framesPerSecond: FRAMES_PER_SECOND, shoppers: load.cameras }, 0);
  let [frames, people] = [0, 0];
  for (let next = feed.next(); next.due < LOOK; next = feed.next()) {
    if (next.message.name !== 'cameraTracks') continue;
    frames++;
    people += next.message.body.tracks.length;
  }
  return Math.max(1, Math.round((load.cameras * inView * frames) / people));
}
