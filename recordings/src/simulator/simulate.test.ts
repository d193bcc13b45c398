import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parserOf, TOPICS, TRUTH } from '@walkout/contracts';
import { createCameraFeed } from './camera/camera-feed.ts';
import { findDemo } from './find-demo.ts';
import { clearanceAt, createFloorPlan } from './floor/floor-plan.ts';
import { simulate } from './simulate.ts';
import type { Moment } from './simulate.ts';
import { demoLayout } from './store/demo-layout.ts';

const layout = demoLayout();
const demo = findDemo(layout, 1);

/** Everything of a run, and where the shoppers were at each frame. */
function run() {
  const moments: Omit<Moment, 'world'>[] = [];
  const places: (readonly [number, number])[][] = [];
  const tracks: unknown[] = [];
  const cameras = createCameraFeed(layout, 'test');
  for (const { world, frame, ...moment } of simulate(demo)) {
    moments.push({ ...moment, frame });
    if (frame === undefined) continue;
    places.push(world.shoppers.map(({ position }) => position));
    if (frame.index < 300) tracks.push(...cameras(frame.index, moment.at, frame.posed).map(({ body }) => body));
  }
  return { moments, places, tracks, messages: moments.flatMap(({ messages }) => messages) };
}
const { moments, places, tracks, messages } = run();

describe('a simulated store', () => {
  it('says what its topics allow', () => {
    const parsers = { shelfWeights: parserOf(TOPICS.shelfWeights.schema, 'MESSAGE_MALFORMED'), gatePassages: parserOf(TOPICS.gatePassages.schema, 'MESSAGE_MALFORMED') };
    for (const { name, body } of messages) parsers[name](body, name);
    const parseTracks = parserOf(TOPICS.cameraTracks.schema, 'MESSAGE_MALFORMED');
    for (const body of tracks) parseTracks(body, 'tracks');
    const parsePeople = parserOf(TRUTH.people, 'MESSAGE_MALFORMED');
    for (const { frame } of moments) if (frame) parsePeople(frame.people, 'people');
  });

  it('tells each shelf ten times a second, each gate every second', () => {
    const seconds = (moments.at(-1)!.at - moments[0]!.at) / 1000;
    const shelf = messages.filter(({ name, id }) => name === 'shelfWeights' && id === 'west-1');
    expect(shelf.length).toBe(Math.floor(seconds * 10));
    const gate = messages.filter(({ name, id }) => name === 'gatePassages' && id === 'exit').map(({ at }) => at);
    expect(Math.max(...gate.slice(1).map((at, index) => at - gate[index]!))).toBeLessThanOrEqual(1000);
    expect(moments.filter(({ frame }) => frame).length).toBe(Math.floor(seconds * 10) + 1);
  });

  it('keeps the truth to itself: no product, shopper or visit in what sensors say, save the visit on the way in', () => {
    const text = JSON.stringify([messages.map(({ body }) => body), tracks]);
    for (const { id } of layout.products) expect(text).not.toContain(`"${id}`);
    expect(text).not.toContain('shopper');
    const leaving = messages.flatMap((message) => (message.name === 'gatePassages' ? message.body.passages : [])).filter(({ direction }) => direction === 'out');
    expect(leaving.map(({ passage }) => passage)).toEqual(['exit-1', 'exit-2', 'exit-3', 'exit-4']);
    for (const { credential } of leaving) expect(credential).toBeUndefined();
  });

  it('gives receipts that its events add up to', () => {
    const sums = new Map<string, number>();
    for (const { visit, item } of moments.flatMap(({ events }) => events)) {
      const key = `${visit} ${item.product}`;
      sums.set(key, (sums.get(key) ?? 0) + item.quantity);
    }
    const carried = moments.flatMap(({ receipts }) => receipts).flatMap(({ visit, lines }) => lines.map(({ product, quantity }) => [`${visit} ${product}`, quantity]));
    expect([...sums].filter(([, quantity]) => quantity > 0).sort()).toEqual(carried.sort());
    expect([...sums.values()].every((quantity) => quantity >= 0)).toBe(true);
  });

  it('has shoppers who walk through neither furniture nor each other', () => {
    const floor = createFloorPlan(layout);
    for (const people of places) {
      for (const [index, [x, y]] of people.entries()) {
        expect(clearanceAt(floor, [x, y])).toBeGreaterThan(0.15);
        for (const other of people.slice(index + 1)) expect(Math.hypot(other[0] - x, other[1] - y)).toBeGreaterThan(0.35);
      }
    }
  });

  it('is the same each time, to the last bit', () => {
    const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
    const again = run();
    expect(hash(again.messages)).toBe(hash(messages));
    expect(hash(again.places)).toBe(hash(places));
    expect(hash(again.tracks)).toBe(hash(tracks));
  }, 120_000);
});
