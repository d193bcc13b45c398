import { describe, expect, it } from 'vitest';
import type { WeightChange } from '../shelves/weight-change.ts';
import { createTogether } from './at-once.ts';
import type { Part } from './at-once.ts';
import type { Suspect } from './who-reached.ts';

function part(startedAt: number, settledAt: number, likelihoods: Readonly<Record<string, number>>, units = 1): Part {
  const change: WeightChange = { id: 's-1', shelf: 's', startedAt, restedAt: settledAt, settledAt, plates: [], grams: -100, error: 1, place: [0, 0, 1], spread: 0.1 };
  const suspects = Object.entries(likelihoods).map(([visit, likelihood]): Suspect => ({ person: visit, visit, likelihood, probability: 0.5 }));
  return { change, units, suspects };
}
const there = { a: 0.8, b: 0.8 };

describe('what moves at once', () => {
  it('was moved by two who both have a hand there, more than by one of them alone', () => {
    const usual = createTogether([part(0, 500, there), part(100, 600, there)]);
    expect(usual([['a'], ['b']])).toBe(1);
    expect(usual([['a'], ['a']])).toBeLessThan(0.1);
    expect(usual([['a'], ['a']])).toBeCloseTo(usual([['b'], ['b']]), 9);
  });

  it('was moved by one with both hands when the other is far away', () => {
    const far = { a: 0.8, b: 1e-6 };
    const usual = createTogether([part(0, 500, far), part(100, 600, far)]);
    expect(usual([['a'], ['a']]) / usual([['a'], ['b']])).toBeCloseTo(0.2, 3);
  });

  it('was shared by two with a hand there when it was two of one kind', () => {
    const usual = createTogether([part(0, 500, there, 2)]);
    expect(usual([['a', 'b']])).toBe(1);
    expect(usual([['a']])).toBeLessThan(0.4);
  });

  it('says nothing of what moved one after the other, nor of one thing alone', () => {
    expect(createTogether([part(0, 500, there), part(500, 900, there)])([['a'], ['a']])).toBe(1);
    expect(createTogether([part(0, 500, there)])([['a']])).toBe(1);
  });
});
