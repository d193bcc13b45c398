import { KEYPOINT } from '@walkout/contracts';
import type { StoreLayout, StorePoint } from '@walkout/contracts';
import { describe, expect, it } from 'vitest';
import type { Joint, Person } from '../people/person.ts';
import { createHandActWatch } from './hand-acts.ts';
import { withHands } from './hand-log.ts';

const layout = {
  shelves: [{ id: 's', facing: 0, plates: [{ id: 'p1', centre: [5, 5, 1], width: 0.3, depth: 0.4 }] }],
} as unknown as StoreLayout;

function person(id: string, position: readonly [number, number], wrist: StorePoint, at: number, left?: StorePoint): Person {
  const joints: (Joint | undefined)[] = Array.from({ length: 17 });
  const joint = (point: StorePoint): Joint => ({ point, confidence: 1, error: 0.02, seenAt: at });
  joints[KEYPOINT.right_wrist] = joint(wrist);
  if (left !== undefined) joints[KEYPOINT.left_wrist] = joint(left);
  // Who reaches turns to it, and who reaches down stoops.
  const turned = Math.atan2(wrist[1] - position[1], wrist[0] - position[0]);
  const shoulder = (side: 1 | -1): Joint =>
    joint([position[0] - 0.2 * side * Math.sin(turned), position[1] + 0.2 * side * Math.cos(turned), Math.min(1.4, wrist[2] + 0.7)]);
  joints[KEYPOINT.left_shoulder] = shoulder(1);
  joints[KEYPOINT.right_shoulder] = shoulder(-1);
  return { id, position, joint: (keypoint) => joints[keypoint], velocity: [0, 0], bornAt: 0, seenAt: at };
}

/** Everybody at each tenth of a second for a second, or longer, and then nobody. */
function watch(peopleAt: (seconds: number, at: number) => Person[], tenths = 10) {
  const watcher = createHandActWatch(layout);
  const acts = Array.from({ length: tenths + 1 }, (_, i) => watcher.observe(i * 100, withHands(peopleAt(i / 10, i * 100), i * 100)));
  return [...acts, watcher.observe(tenths * 100 + 1000, [])].flat();
}

describe('hand acts', () => {
  it('are none where nobody is, nor where hands hang', () => {
    expect(watch(() => [])).toEqual([]);
    expect(watch((_, at) => [person('a', [2, 2], [2.2, 2, 0.8], at), person('b', [2.4, 2], [2.2, 2, 0.8], at)])).toEqual([]);
  });

  it('tell once of hands that meet, and whose was held out first', () => {
    const acts = watch((seconds, at) => [
      person('b', [2.8, 2], seconds < 0.8 ? [2.75, 2, 0.75] : [2.45, 2, 1.1], at),
      person('a', [2, 2], [2.35, 2, 1.1], at),
    ]);
    expect(acts).toEqual([{ kind: 'meeting', at: 800, giver: 'a', taker: 'b', passed: 0.98 }]);
  });

  it('are not those of two who turn to each other only for a moment', () => {
    expect(watch((_, at) => [person('a', [2, 2], [2.35, 2, 1.1], at), person('b', [2.8, 2], [2.45, 2, 1.1], at)], 5)).toEqual([]);
  });

  it('tell of each time that hands meet', () => {
    const isOut = (seconds: number) => (seconds > 0.9 && seconds < 1.3) || seconds > 2.9;
    const acts = watch((seconds, at) => [
      person('a', [2, 2], isOut(seconds) ? [2.35, 2, 1.1] : [2.05, 2, 0.8], at),
      person('b', [2.8, 2], isOut(seconds) && seconds !== 1 ? [2.45, 2, 1.1] : [2.75, 2, 0.8], at),
    ], 34);
    expect(acts).toMatchObject([{ kind: 'meeting', at: 1100, giver: 'a' }, { kind: 'meeting', at: 3000 }]);
  });

  it('may be hidden when two stand face to face for long, and are not when they only pass', () => {
    const hanging = (_: number, at: number) => [person('a', [2, 2], [2.1, 2, 0.75], at), person('b', [2.8, 2], [2.7, 2, 0.75], at)];
    expect(watch(hanging, 25)).toMatchObject([{ kind: 'meeting', passed: 0.3 }]);
    expect(watch(hanging, 15)).toEqual([]);
  });

  it('mean little in a throng, unless hands touched', () => {
    const throng = (at: number) => [person('c', [2.4, 2.9], [2.5, 2.9, 0.75], at), person('d', [2.4, 1.1], [2.5, 1.1, 0.75], at)];
    const close = (_: number, at: number) => [person('a', [2, 2], [2.25, 2, 1.1], at), person('b', [2.8, 2], [2.55, 2.25, 1.1], at)];
    const touching = (_: number, at: number) => [person('a', [2, 2], [2.35, 2, 1.1], at), person('b', [2.8, 2], [2.45, 2, 1.1], at)];
    const passed = (peopleAt: (seconds: number, at: number) => Person[], others = (_: number): Person[] => []) =>
      watch((seconds, at) => [...peopleAt(seconds, at), ...others(at)]).map((act) => (act.kind === 'meeting' ? act.passed : act.kind));
    expect([passed(close), passed(touching, throng)]).toEqual([[0.7], [0.98]]);
    expect(passed(close, throng)[0]).toBeCloseTo(0.14);
  });

  it('are not those of two who reach for one shelf', () => {
    expect(watch((_, at) => [person('a', [5.6, 4.7], [5.1, 5, 1.1], at), person('b', [5.6, 5.3], [5.1, 5, 1.1], at)])).toEqual([]);
  });

  it('are not those of two who walk past each other', () => {
    const walking = (one: Person): Person => ({ ...one, velocity: [1.2, 0] });
    expect(watch((_, at) => [walking(person('a', [2, 2], [2.35, 2, 1.1], at)), walking(person('b', [2.8, 2], [2.45, 2, 1.1], at))])).toEqual([]);
  });

  it('tell of a hand at the floor, not of one at a low shelf', () => {
    expect(watch((_, at) => [person('a', [2, 2], [2.3, 2, 0.15], at)])).toMatchObject([{ kind: 'floor', person: 'a' }]);
    const low = { shelves: [{ id: 's', facing: 0, plates: [{ id: 'p1', centre: [2.4, 2, 0.2], width: 0.3, depth: 0.4 }] }] } as unknown as StoreLayout;
    const watcher = createHandActWatch(low);
    expect([0, 100, 200, 300].flatMap((at) => watcher.observe(at, withHands([person('a', [2, 2], [2.3, 2, 0.15], at)], at)))).toEqual([]);
  });

  it('tell nothing of a hand that hangs down while the other is in a low shelf, nor just after', () => {
    const low = { shelves: [{ id: 's', facing: 0, plates: [{ id: 'p1', centre: [3, 2, 0.4], width: 0.3, depth: 0.4 }] }] } as unknown as StoreLayout;
    const acts = (leftAt: (at: number) => StorePoint) => {
      const watcher = createHandActWatch(low);
      return Array.from({ length: 12 }, (_, i) => 100 * i).flatMap((at) => watcher.observe(at, withHands([person('a', [2.3, 2], [2.2, 2.4, 0.15], at, leftAt(at))], at)));
    };
    expect(acts((at) => (at < 600 ? [2.9, 2, 0.5] : [2.3, 1.8, 0.6]))).toEqual([]);
    expect(acts(() => [2.3, 1.8, 0.6])).toMatchObject([{ kind: 'floor' }]);
    // On its way to the floor it only passes the goods.
    expect(acts((at) => (at < 200 ? [2.9, 2, 0.5] : [2.3, 1.8, 0.2]))).toMatchObject([{ kind: 'floor' }]);
  });
});
