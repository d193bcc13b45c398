import { describe, expect, it } from 'vitest';
import { createSlots } from './slots.ts';

/** Slots of one cell's samples, 10 ms apart, cut into batches of so many. */
function slotsOf(samples: readonly (number | null)[], batch = samples.length) {
  const slots = createSlots(1);
  const means: (number | null)[] = [];
  for (let from = 0; from < samples.length; from += batch) {
    const part = samples.slice(from, from + batch);
    means.push(...slots({ sequence: 0, capturedAt: part.map((_, i) => 10 * (from + i)), grams: part.map((grams) => [grams]) }).map(({ grams }) => grams[0]!));
  }
  return means;
}
const five = (grams: number) => Array.from({ length: 5 }, () => grams);

describe('slots', () => {
  it('are none while none is full, and the mean of five samples each', () => {
    expect(slotsOf([1, 2])).toEqual([]);
    expect(slotsOf([1, 2, 3, 4, 5, ...five(7), 9])).toEqual([3, 7]);
  });

  it.each([1, 2, 3, 5, 16])('leave a lone spike out, also at the seam of batches of %d', (batch) => {
    expect(slotsOf([...five(100), 100, 5_000, 100, 100, 100, ...five(100), 100], batch)).toEqual([100, 100, 100]);
    expect(slotsOf([...five(100), 100, -700, 100, 100, 100, ...five(100), 100], batch)).toEqual([100, 100, 100]);
  });

  it.each([1, 2, 3, 5, 16])('keep a load that is put down and stays, whatever the batches, here of %d', (batch) => {
    expect(slotsOf([...five(100), ...five(1_100), ...five(1_100), 1_100, 1_100], batch)).toEqual([100, 1_100, 1_100]);
  });

  it('keep what a cell shows beside one that gives no reading', () => expect(slotsOf([null, null, 500, null, null, ...five(500), 500])).toEqual([500, 500]));
});
