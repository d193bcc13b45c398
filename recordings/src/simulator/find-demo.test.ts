import { describe, expect, it } from 'vitest';
import { demoFigures, findDemo } from './find-demo.ts';
import { demoLayout } from './store/demo-layout.ts';

const layout = demoLayout();

describe('a demo', () => {
  it.each(Array.from({ length: 20 }, (_, index) => index + 1))('shows all it has to show: seed %i', (seed) => {
    const { figures } = findDemo(layout, seed);
    expect(figures.shoppers).toBe(4);
    expect(figures.picks).toBeGreaterThanOrEqual(12);
    expect(figures.returns).toBeGreaterThanOrEqual(2);
    expect(figures.meetings).toBeGreaterThanOrEqual(1);
    expect(figures.seconds).toBeGreaterThanOrEqual(56);
    expect(figures.seconds).toBeLessThanOrEqual(86);
  }, 60_000);

  it('counts nothing where nobody comes', () => {
    expect(demoFigures({ layout, seed: 1, scenario: { shoppers: [] }, longestSeconds: 1 })).toEqual({
      seconds: 0, shoppers: 0, picks: 0, returns: 0, meetings: 0,
    });
  });
});
