import { describe, expect, it } from 'vitest';
import type { People, TruePeople } from '@walkout/contracts';
import { quantile, scoreFloor } from './floor-score.ts';

const WRIST_LEFT = 9;

function truthAt(capturedAt: number, ...people: [person: string, x: number, y: number][]): TruePeople {
  return { capturedAt, people: people.map(([person, x, y]) => ({ person, position: [x, y], joints: Array.from({ length: 17 }, () => [x, y, 1]) })) };
}

function foundAt(capturedAt: number, ...people: [person: string, x: number, y: number, wristZ?: number][]): People {
  return {
    capturedAt,
    people: people.map(([person, x, y, wristZ]) => ({
      person,
      position: [x, y],
      joints: Array.from({ length: 17 }, (_, i) => (i === WRIST_LEFT && wristZ !== undefined ? [x, y, wristZ, 0.9] : null)),
    })),
  };
}

describe('floor score', () => {
  it('of nothing is nothing', () => {
    expect(scoreFloor([], [])).toEqual({ HOTA: 0, IDF1: 0, floorErrorCm: null, wristErrorCm: null, wristErrorP90Cm: null, wristsSeen: 0 });
  });

  it('is perfect where all are in their place', () => {
    const score = scoreFloor([foundAt(0, ['p1', 1, 1]), foundAt(100, ['p1', 1, 2])], [truthAt(0, ['a', 1, 1]), truthAt(100, ['a', 1, 2])]);
    expect(score).toMatchObject({ HOTA: 1, IDF1: 1, floorErrorCm: 0, wristErrorCm: null, wristsSeen: 0 });
  });

  it('measures a wrist 4 cm too high on a person 30 cm away, one of two wrists seen', () => {
    const score = scoreFloor([foundAt(0, ['p1', 1.3, 1, 1])], [truthAt(0, ['a', 1, 1])]);
    expect(score.floorErrorCm).toBeCloseTo(30, 9);
    expect(score.wristErrorCm).toBeCloseTo(30, 9);
    expect(score.wristsSeen).toBe(0.5);
    const higher = scoreFloor([foundAt(0, ['p1', 1, 1, 1.04])], [truthAt(0, ['a', 1, 1])]);
    expect(higher.wristErrorCm).toBeCloseTo(4, 9);
  });

  it('matches each person once, the nearest first, and nobody beyond 1 m', () => {
    const score = scoreFloor([foundAt(0, ['p1', 0.1, 0], ['p2', 5, 5])], [truthAt(0, ['a', 0, 0], ['b', 0.3, 0])]);
    expect(score.floorErrorCm).toBeCloseTo(10, 9);
  });

  it('takes moments of other clocks as the same within 50 ms, and as missed beyond', () => {
    const truth = [truthAt(0, ['a', 1, 1]), truthAt(1000, ['a', 1, 1])];
    expect(scoreFloor([foundAt(40, ['p1', 1, 1]), foundAt(1040, ['p1', 1, 1])], truth).IDF1).toBe(1);
    expect(scoreFloor([foundAt(40, ['p1', 1, 1]), foundAt(500, ['p1', 1, 1])], truth).IDF1).toBeCloseTo(2 / 3, 9);
  });
});

describe('quantile', () => {
  it('of none, one, many', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([3], 0.9)).toBe(3);
    expect(quantile([5, 1, 3], 0.5)).toBe(3);
  });
});
