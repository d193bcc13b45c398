import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import type { Observations } from './judge.ts';
import { HOUR } from './store-clock.ts';
import { parseMetrics } from './take-sample.ts';
import type { Sample } from './take-sample.ts';

const sampleAt = (hour: number, change: Partial<Sample> = {}): Sample => {
  const wobble = hour % 2;
  const figures = { heapBytes: 30e6 + 1e4 * wobble, codeBytes: 4e6, residentBytes: 90e6, files: 20, handles: 5, eventLoopMs: 3 };
  return {
    at: hour * HOUR, fusion: figures, storeServer: figures, broker: { residentBytes: 9e6, files: 12 },
    databaseBytes: 1e6, journalBytes: 1e6, retainedTopics: 16, lagSeconds: 1, refused: {}, ...change,
  };
};

/** A day on which nothing went wrong: two shoppers in the first hour, two in the last. */
function goodDay(): Observations {
  const hours = Array.from({ length: 25 }, (_, hour) => hour);
  const visits = [['a', 0.1], ['b', 0.5], ['c', 23.2], ['d', 23.6]] as const;
  return {
    samples: hours.map((hour) => sampleAt(hour)), opensAt: 0, judgedFrom: 0, closesAt: 24 * HOUR, latestMs: 500, overdue: 0, decided: new Set(),
    carts: visits.map(([visit, hour]) => ({ visit, at: hour * HOUR, took: 40 })),
    receipts: visits.map(([visit, hour]) => ({ visit, at: hour * HOUR, took: 90 })),
    truth: new Map(visits.map(([visit]) => [visit, { tea: 1 }])),
    till: visits.map(([visit]) => ({ visit, state: 'settled' as const, receipts: 1, lines: { tea: 1 }, charges: 1 })),
  };
}

const failing = (seen: Observations): string[] => judge(seen).filter(({ holds }) => !holds).map(({ what }) => what);

describe('the judges of a soak', () => {
  it('find nothing on a good day', () => expect(failing(goodDay())).toEqual([]));
  it('find a heap that grows by a megabyte an hour', () => {
    const day = goodDay();
    const samples = day.samples.map((sample, hour) => ({ ...sample, fusion: { ...sample.fusion, heapBytes: sample.fusion.heapBytes! + 1e6 * hour } }));
    expect(failing({ ...day, samples })).toEqual(['heap of fusion, without compiled code, stays as it is']);
  });
  it('find nothing in what grew before the day', () => {
    const day = goodDay();
    const samples = day.samples.map((sample, hour) => ({ ...sample, fusion: { ...sample.fusion, heapBytes: sample.fusion.heapBytes! + 1e6 * Math.min(hour, 6) } }));
    expect(failing({ ...day, samples, judgedFrom: 6 * HOUR, carts: [], receipts: [] }).filter((what) => what.startsWith('heap'))).toEqual([]);
    expect(failing({ ...day, samples, judgedFrom: 2 * HOUR, carts: [], receipts: [] }).filter((what) => what.startsWith('heap'))).not.toEqual([]);
  });
  it('find nothing in code that is compiled all day long', () => {
    const day = goodDay();
    const compiled = ({ heapBytes, codeBytes, ...figures }: Sample['fusion'], bytes: number) => ({ ...figures, heapBytes: heapBytes! + bytes, codeBytes: codeBytes! + bytes });
    expect(failing({ ...day, samples: day.samples.map((sample, hour) => ({ ...sample, storeServer: compiled(sample.storeServer, 1e5 * hour) })) })).toEqual([]);
  });
  it('find a socket that is left open every hour, and none in one that comes and goes', () => {
    const day = goodDay();
    const withFiles = (filesAt: (hour: number) => number) =>
      ({ ...day, samples: day.samples.map((sample, hour) => ({ ...sample, storeServer: { ...sample.storeServer, files: filesAt(hour) } })) });
    expect(failing(withFiles((hour) => 20 + hour))).toEqual(['files and sockets of the store server stays as it is']);
    expect(failing(withFiles((hour) => (hour % 5 === 4 ? 21 : 20)))).toEqual([]);
  });
  it('find topics and journals that only grow', () => {
    const day = goodDay();
    const samples = day.samples.map((sample, hour) => ({ ...sample, retainedTopics: 16 + 30 * hour, journalBytes: 1e6 * hour }));
    expect(failing({ ...day, samples })).toEqual(['topics with a last word stays as it is', "fusion's journal stays as it is"]);
  });
  it('find receipts that come later in the last hour', () => {
    const day = goodDay();
    expect(failing({ ...day, receipts: day.receipts.map((one) => (one.at > 20 * HOUR ? { ...one, took: 900 } : one)) })).toEqual(['a receipt takes as long in the last hour as in the first']);
  });
  it('find a receipt too many, a visit without one and a receipt of nobody', () => {
    const day = goodDay();
    const [first, second, ...rest] = day.till;
    const till = [{ ...first!, receipts: 2 }, { ...second!, receipts: 0, lines: {} }, ...rest, { ...first!, visit: 'stranger' }];
    expect(failing({ ...day, till })).toContain('every visit has one receipt, and nobody else has any');
  });
  it('find what is refused, late or kept too long', () => {
    const day = goodDay();
    expect(failing({ ...day, latestMs: 60_000, overdue: 3, samples: [...day.samples, sampleAt(24, { refused: { MESSAGE_LATE: 1 } })] })).toEqual([
      'the store keeps up with its own time', 'no message is refused or comes too late', 'nothing is kept longer than it may be',
    ]);
  });
});

it('reads what Prometheus reads', () => {
  const text = '# HELP a b\n# TYPE a gauge\na{service="fusion"} 3\nb{service="fusion",kind="major"} 1.5e3\nc 0\n';
  expect([...parseMetrics(text)]).toEqual([['a', 3], ['b{kind="major"}', 1500], ['c', 0]]);
});
