import { describe, expect, it } from 'vitest';
import { readTrace, shelfBatches } from './weights.ts';

describe('weights of the real store', () => {
  it('reads times in milliseconds and leaves out a row that is earlier than the one before', () => {
    const trace = readTrace('1.000,10.04\n1.020,11\n1.010,99\n1.040,-3.5\n', 'x.csv');
    expect(trace).toEqual({ times: [1000, 1020, 1040], grams: [10.04, 11, -3.5] });
  });

  it.each(['', '1.0', '1.0,', 'a,b', '1.0,NaN'])('refuses the row "%s" and names it', (row) => {
    expect(() => readTrace(`1,2\n${row}\n3,4`, 'x.csv')).toThrow(/x\.csv, row 2/);
  });

  it('puts plates of different clocks on the times of the one that spoke most, each with its latest reading', () => {
    const busy = { times: [0, 10, 20, 30], grams: [1.04, 2, 3, 4] };
    const late = { times: [5, 25], grams: [100, 200] };
    expect(shelfBatches([busy, late, undefined])).toEqual([
      { sequence: 0, capturedAt: [0, 10, 20, 30], grams: [[1, null, null], [2, 100, null], [3, 100, null], [4, 200, null]] },
    ]);
  });

  it('cuts into batches of six samples', () => {
    const times = Array.from({ length: 14 }, (_, i) => i * 16);
    const batches = shelfBatches([{ times, grams: times }]);
    expect(batches.map(({ sequence, capturedAt }) => [sequence, capturedAt.length])).toEqual([[0, 6], [1, 6], [2, 2]]);
    expect(shelfBatches([undefined])).toEqual([]);
  });
});
