import { describe, expect, it } from 'vitest';
import { crowdFor } from './crowd-for.ts';
import { createLoadFeed } from './load-feed.ts';

/** Mean of people in a camera's frame over a second of the feed. */
function meanInView(cameras: number, shoppers: number): number {
  const feed = createLoadFeed({ cameras, shoppers, framesPerSecond: 5, seed: 2 }, 0);
  const seen: number[] = [];
  for (let next = feed.next(); next.due < 1_000; next = feed.next()) if (next.message.name === 'cameraTracks') seen.push(next.message.body.tracks.length);
  return seen.reduce((sum, count) => sum + count, 0) / seen.length;
}

describe('crowd of the load hall', () => {
  it.each([4, 30])('fills the views of %i cameras as wanted', (cameras) => {
    const shoppers = crowdFor({ cameras, framesPerSecond: 5, seed: 1 }, 8);
    expect(Math.abs(meanInView(cameras, shoppers) - 8)).toBeLessThan(1.5);
  });
});
