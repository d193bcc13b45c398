import { describe, expect, it } from 'vitest';
import { createLoadHistory } from './load-history.ts';

describe('load history', () => {
  it('knows nothing before anything was weighed', () => {
    expect(createLoadHistory(1000).trace([0], 0, 1000)).toBeUndefined();
  });

  it('sums the cells asked for, less their load at the start', () => {
    const history = createLoadHistory(1000);
    [[100, 5, 50], [100, 6, null], [60, 7, 50]].forEach((grams, i) => history.add({ at: i * 50, grams }));
    expect(history.trace([0, 2], 0, 100)).toEqual({ from: 0, stepMs: 50, grams: [0, -50, -40] });
    expect(history.trace([1], 50, 100)).toEqual({ from: 50, stepMs: 50, grams: [0, 1] });
  });

  it('thins what is too much for the eye, and forgets what is too old', () => {
    const history = createLoadHistory(30_000);
    for (let i = 0; i < 600; i++) history.add({ at: i * 50, grams: [i] });
    const trace = history.trace([0], 0, 30_000)!;
    expect(trace.grams.length).toBeLessThanOrEqual(200);
    expect(trace.stepMs).toBe(150);
    for (let i = 600; i < 2000; i++) history.add({ at: i * 50, grams: [i] });
    expect(history.trace([0], 0, 30_000)).toBeUndefined();
  });
});
