import { describe, expect, it } from 'vitest';
import type { Shelf, ShelfWeights } from '@walkout/contracts';
import { overlap } from './score-items.ts';
import { createShelfEvents } from './shelf-events.ts';

const shelf: Shelf = {
  id: 's', name: 's', fixture: 'f', facing: 0,
  plates: [0, 1, 2].map((index) => ({ id: `p${index}`, centre: [0, index * 0.3, 1], width: 0.3, depth: 0.4 })),
};
/** Three plates for so many seconds; each sample trembles by a gram to and fro. */
const weights = (seconds: number, grams: (second: number) => readonly number[]): ShelfWeights => {
  const times = Array.from({ length: seconds * 60 }, (_, sample) => sample / 60);
  return { sequence: 0, capturedAt: times.map((time) => 1000 * time), grams: times.map((time, sample) => grams(time).map((value) => value + (sample % 2))) };
};

describe('the overlap of two normal distributions', () => {
  it('is whole with itself and none far away', () => {
    expect(overlap({ mean: 100, deviation: 5 }, { mean: 100, deviation: 5 })).toBeCloseTo(1, 6);
    expect(overlap({ mean: 100, deviation: 5 }, { mean: 300, deviation: 5 })).toBeCloseTo(0, 6);
  });
  it('two deviations apart is twice the tail beyond one: 0.3173', () => {
    expect(overlap({ mean: 0, deviation: 1 }, { mean: 2, deviation: 1 })).toBeCloseTo(0.3173, 3);
  });
  it('of one within the other is the narrow one less what sticks out: 0.6774 at half the deviation', () => {
    // The densities cross at ±sqrt(8 ln 2 / 3) = ±1.3596 of the narrow one's deviations, 0.6798 of the wide one's: 0.1740 beyond, 0.5034 within.
    expect(overlap({ mean: 0, deviation: 1 }, { mean: 0, deviation: 2 })).toBeCloseTo(0.1740 + 0.5034, 3);
  });
});

describe("the baseline's events", () => {
  it('are none at rest', () => expect(createShelfEvents(shelf)(weights(10, () => [500, 500, 500]))).toEqual([]));
  it('tell how much left, and from which plate', () => {
    const [event, ...more] = createShelfEvents(shelf)(weights(10, (second) => [500, second < 5 ? 500 : 300, 500]));
    expect(more).toEqual([]);
    expect(event!.grams).toBeCloseTo(-200, 0);
    expect(event!.plates.map((grams) => Math.round(grams))).toEqual([0, -200, 0]);
    expect(event!.startedAt).toBeGreaterThan(4_500);
    expect(event!.settledAt).toBeLessThan(7_500);
  });
  it('forget what comes and goes within one', () => {
    expect(createShelfEvents(shelf)(weights(12, (second) => [500, second > 5 && second < 5.2 ? 300 : 500, 500]))).toEqual([]);
  });
});
