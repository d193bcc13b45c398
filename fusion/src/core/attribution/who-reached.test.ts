import { describe, expect, it } from 'vitest';
import { KEYPOINT } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import type { Joint, Person } from '../people/person.ts';
import { createHandLog, handsOf, withHands } from './hand-log.ts';
import { whoReached } from './who-reached.ts';
import type { Reach } from './who-reached.ts';

const joint = (point: StorePoint, seenAt = 0): Joint => ({ point, confidence: 1, error: 0.03, seenAt });

function person(id: string, position: [number, number], wrist?: StorePoint, { seenAt = 1000, otherWrist }: { seenAt?: number; otherWrist?: StorePoint } = {}): Person {
  const joints: (Joint | undefined)[] = Array.from({ length: 17 });
  if (wrist !== undefined) joints[KEYPOINT.right_wrist] = joint(wrist, seenAt);
  if (otherWrist !== undefined) joints[KEYPOINT.left_wrist] = joint(otherWrist, seenAt);
  return { id, position, joint: (keypoint) => joints[keypoint], velocity: [0, 0], bornAt: 0, seenAt };
}

const reach: Reach = { startedAt: 900, settledAt: 1100, place: [2, 3, 1], facing: -Math.PI / 2 };

function suspects(people: Person[], unplaced: string[] = []) {
  const log = createHandLog(10_000);
  log.record(1000, withHands(people, 1000));
  return whoReached(reach, log, { visitOf: (id) => `visit-${id}`, unplaced });
}

describe('hands', () => {
  it('reach a palm beyond the wrist, along the forearm', () => {
    const someone = person('p1', [0, 0], [1, 0, 1]);
    const withElbow: Person = { ...someone, joint: (keypoint) => (keypoint === KEYPOINT.right_elbow ? joint([0.7, 0, 1], 1000) : someone.joint(keypoint)) };
    expect(handsOf(withElbow, 1000)[0]?.point[0]).toBeCloseTo(1.09, 9);
  });

  it('are not told from a wrist that was seen long ago', () => {
    expect(handsOf(person('p1', [0, 0], [1, 0, 1], { seenAt: 500 }), 1000)).toEqual([]);
  });
});

describe('who reached', () => {
  it('is nobody when nobody is there', () => {
    expect(suspects([])).toEqual([]);
  });

  it('is the one whose hand is at the goods, not the one beside', () => {
    const beside = person('a', [2, 2.4], [2.5, 2.9, 1], { otherWrist: [1.6, 2.3, 0.8] });
    const [first, second] = suspects([beside, person('b', [2.5, 2.4], [2.02, 2.95, 1.02])]);
    expect(first).toMatchObject({ person: 'b', visit: 'visit-b' });
    expect(first!.probability).toBeGreaterThan(0.9);
    expect(second!.probability).toBeLessThan(0.1);
  });

  it('leaves some doubt while a hand of the one beside is hidden', () => {
    const [first, second] = suspects([person('a', [2, 2.4], [2.5, 2.9, 1]), person('b', [2.5, 2.4], [2.02, 2.95, 1.02])]);
    expect(first!.person).toBe('b');
    expect(second!.probability).toBeGreaterThan(0.1);
  });

  it('goes by the body when no hand was seen', () => {
    const [first] = suspects([person('near', [2, 2.5]), person('far', [4, 1])]);
    expect(first!.person).toBe('near');
    expect(first!.probability).toBeGreaterThan(0.95);
  });

  it('prefers the one with a hand there to the one with hidden hands', () => {
    const [first] = suspects([person('hidden', [2, 2.5]), person('seen', [2.2, 2.5], [2, 3, 1])]);
    expect(first!.person).toBe('seen');
  });

  it('is the one who reached out, not the one whose hand hung there all the time', () => {
    const log = createHandLog(10_000);
    for (let at = 0; at <= 1_000; at += 50) {
      const walkingBy = person('by', [2 + (1_000 - at) / 1_000, 2.6], [2 + (1_000 - at) / 1_000, 2.96, 0.9], { seenAt: at });
      const reaching = person('out', [2.2, 2.4], at < 800 ? [2.2, 2.6, 0.9] : [2, 2.96, 0.9], { seenAt: at });
      log.record(at, withHands([walkingBy, reaching], at));
    }
    const [first] = whoReached(reach, log, { visitOf: (id) => `visit-${id}`, unplaced: [] });
    expect(first).toMatchObject({ person: 'out' });
    expect(first!.probability).toBeGreaterThan(0.9);
  });

  it('falls back to who is in the store, less surely the more they are', () => {
    const one = suspects([], ['v1']);
    const three = suspects([], ['v1', 'v2', 'v3']);
    expect(one[0]!.probability).toBeGreaterThan(0.9);
    expect(three.map(({ probability }) => Math.round(probability * 100))).toEqual([33, 33, 33]);
  });
});
