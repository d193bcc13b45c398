import { describe, expect, it } from 'vitest';
import { crowdFor } from './crowd-for.ts';
import { createLoadFeed } from './load-feed.ts';

/** Mean of people in a camera's frame over more than a shopper's round. */
function meanInView(cameras: number, shoppers: number): number {
  const feed = createLoadFeed({ cameras, shoppers, framesPerSecond: 0.2, seed: 2 }, 0);
  const seen: number[] = [];
  for (let next = feed.next(); next.due < 250_000; next = feed.next()) if (next.message.name === 'cameraTracks') seen.push(next.message.body.tracks.length);
  return seen.reduce((sum, count) => sum + count, 0) / seen.length;
}

describe('crowd of the load hall', () => {
  it.each([4, 12, 28])('fills the views of %i cameras as wanted', (cameras) => {
    const shoppers = crowdFor({ cameras, seed: 1 }, 8);
    expect(Math.abs(meanInView(cameras, shoppers) - 8)).toBeLessThan(0.8);
  });
});
