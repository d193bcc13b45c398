import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseMessage } from '@walkout/contracts';
import { createLoadFeed } from './load-feed.ts';
import { readLoad, renderLoad } from './rendered-load.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'walkout-rendered-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('says, as of any start, just what the feed says', () => {
  const load = { cameras: 2, shoppers: 3, framesPerSecond: 10, seed: 1 };
  const [file, startsAt, duration] = [join(folder, 'load'), 1_760_000_000_123, 20_000];
  const frames = renderLoad(load, { file, duration });
  const read = [...readLoad(file, startsAt)];
  const feed = createLoadFeed(load, startsAt);
  const expected = Array.from(read, () => feed.next());
  expect(read.map(({ due, topic, payload }) => ({ due, message: parseMessage(topic, payload.toString()) }))).toEqual(expected);
  expect(feed.next().due).toBeGreaterThanOrEqual(duration);
  expect(read.filter(({ isFrame }) => isFrame)).toHaveLength(frames);
  expect(read.some(({ payload }) => payload.includes('passage":"in-'))).toBe(true);
});
