import { createLoadFeed } from './load-feed.ts';
import type { LoadOptions } from './load-feed.ts';

/** So much is drawn to see how many a camera sees, milliseconds; nobody has left by then. */
const LOOK = 1_000;

/**
 * How many shoppers make so many in a view: how much the cameras of a hall overlap depends on its size, and who is in view
 * grows with who is in the hall.
 */
export function crowdFor(load: Omit<LoadOptions, 'shoppers'>, inView: number): number {
  const feed = createLoadFeed({ ...load, shoppers: load.cameras }, 0);
  let [frames, people] = [0, 0];
  for (let next = feed.next(); next.due < LOOK; next = feed.next()) {
    if (next.message.name !== 'cameraTracks') continue;
    frames++;
    people += next.message.body.tracks.length;
  }
  return Math.max(1, Math.round((load.cameras * inView * frames) / people));
}
