import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

describe('createRandom', () => {
  it('repeats itself for the same seed and not for another', () => {
    expect(draw(5, createRandom(7).next)).toEqual(draw(5, createRandom(7).next));
    expect(draw(5, createRandom(7).next)).not.toEqual(draw(5, createRandom(8).next));
  });

  it('forks the same stream whatever was drawn before', () => {
    const [fresh, used] = [createRandom(7), createRandom(7)];
    draw(100, used.next);
    expect(used.fork('scales').next()).toBe(fresh.fork('scales').next());
    expect(fresh.fork('scales').next()).not.toBe(fresh.fork('people').next());
  });

  it('draws evenly, and normally with the mean and spread asked for', () => {
    const random = createRandom('even');
    const values = draw(20_000, random.next);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
    const normals = draw(20_000, () => random.normal(3, 2));
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normals.length;
    expect(mean).toBeCloseTo(3, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  });

  it('reaches both ends of a range of whole numbers', () => {
    const random = createRandom(1);
    const seen = new Set(draw(200, () => random.integer(2, 4)));
    expect([...seen].sort()).toEqual([2, 3, 4]);
    expect(random.integer(5, 5)).toBe(5);
    expect(random.pick(['only'])).toBe('only');
  });
});
