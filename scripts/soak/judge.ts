import type { EpochMs } from '@walkout/contracts';
import type { TillVisit } from '../stage/read-till.ts';
import type { Latency } from './ears.ts';
import { isOpen } from './plan-day.ts';
import { HOUR } from './store-clock.ts';
import { quantile, quantileRise, trendOf } from './statistics.ts';
import type { Point } from './statistics.ts';
import type { ProcessFigures, Sample } from './take-sample.ts';

/** A bar and what became of it, as a sentence with its figures. */
export interface Judgement {
  readonly what: string;
  readonly holds: boolean;
  readonly figures: string;
}

export interface Observations {
  readonly samples: readonly Sample[];
  readonly carts: readonly Latency[];
  readonly receipts: readonly Latency[];
  /** What each visit truly carried out. */
  readonly truth: ReadonlyMap<string, Readonly<Record<string, number>>>;
  readonly till: readonly TillVisit[];
  /** Visits that a person decided. */
  readonly decided: ReadonlySet<string>;
  readonly opensAt: EpochMs;
  /** When the warm-up ends and the day that is judged begins. */
  readonly judgedFrom: EpochMs;
  readonly closesAt: EpochMs;
  /** How far behind the store's time its sensors have been, store ms. */
  readonly latestMs: number;
  /** Rows of evidence in the database that are older than they may be, at the end. */
  readonly overdue: number;
}

/** Samples of two hours hang together: people come and go. */
const BLOCK_HOURS = 2;
/** Standard errors within which a slope or a rise is noise. */
const NOISE = 2;
/** What grows by less than this share of itself a day needs no restart within years. */
const NEGLIGIBLE_A_DAY = 0.01;
/** The street and fusion keep up with the store's time to within this. */
const MOST_LATE_MS = 10_000;
const MOST_NAMED = 10;
const MEGABYTE = 1e6;

const signed = (value: number, digits: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;

interface Series {
  readonly what: string;
  readonly unit: string;
  readonly scale: number;
  readonly of: (sample: Sample) => number | undefined;
}

/** What the program keeps; V8's code for it is left out, for it grows with use and not with time, and no further than the program is long. */
const dataBytes = ({ heapBytes, codeBytes }: ProcessFigures): number | undefined => (heapBytes === undefined || codeBytes === undefined ? undefined : heapBytes - codeBytes);

const processSeries = (name: string, of: (sample: Sample) => ProcessFigures): Series[] => [
  { what: `heap of ${name}, without compiled code,`, unit: 'MB', scale: MEGABYTE, of: (sample) => dataBytes(of(sample)) },
  { what: `memory of ${name}`, unit: 'MB', scale: MEGABYTE, of: (sample) => of(sample).residentBytes },
  { what: `files and sockets of ${name}`, unit: '', scale: 1, of: (sample) => of(sample).files },
  { what: `handles of ${name}`, unit: '', scale: 1, of: (sample) => of(sample).handles },
];

/** What must not grow. */
export const FLAT: readonly Series[] = [
  ...processSeries('fusion', ({ fusion }) => fusion),
  ...processSeries('the store server', ({ storeServer }) => storeServer),
  ...processSeries('the broker', ({ broker }) => broker),
  { what: 'topics with a last word', unit: '', scale: 1, of: ({ retainedTopics }) => retainedTopics },
  { what: "fusion's journal", unit: 'MB', scale: MEGABYTE, of: ({ journalBytes }) => journalBytes },
];

/** Points of a series after the warm-up, while shoppers come, for a night says nothing of what a visit leaves behind: store hours, and its own unit. */
export function pointsOf({ of, scale }: Series, { samples, opensAt, judgedFrom }: Pick<Observations, 'samples' | 'opensAt' | 'judgedFrom'>): Point[] {
  return samples.flatMap((sample): Point[] => {
    const value = of(sample);
    return value === undefined || sample.at < judgedFrom || !isOpen((sample.at - opensAt) / 1000) ? [] : [[(sample.at - opensAt) / HOUR, value / scale]];
  });
}

function judgeFlat(series: Series, seen: Observations): Judgement[] {
  const points = pointsOf(series, seen);
  if (points.length === 0) return [];
  const hoursBetween = (points.at(-1)![0] - points[0]![0]) / Math.max(1, points.length - 1);
  const { slope, error } = trendOf(points, Math.round(BLOCK_HOURS / hoursBetween));
  // What is counted in wholes has not grown before it is one more.
  const isCount = series.unit === '';
  const hours = points.at(-1)![0] - points[0]![0];
  const mean = points.reduce((sum, [, value]) => sum + value, 0) / points.length;
  const unit = series.unit === '' ? '' : ` ${series.unit}`;
  return [{
    what: `${series.what} stays as it is`,
    holds: slope <= Math.max(NOISE * error, (NEGLIGIBLE_A_DAY * mean) / 24, isCount ? 1 / hours : 0),
    figures: `${points[0]![1].toFixed(1)} to ${points.at(-1)![1].toFixed(1)}${unit}, slope ${signed(slope, 3)} ± ${error.toFixed(3)}${unit} an hour`,
  }];
}

function judgeLatency(what: string, latencies: readonly Latency[], { judgedFrom, closesAt }: Observations): Judgement {
  const hour = Math.min(HOUR, (closesAt - judgedFrom) / 2);
  const took = (from: EpochMs, until: EpochMs) => latencies.filter(({ at }) => at >= from && at < until).map((one) => one.took);
  const [first, last] = [took(judgedFrom, judgedFrom + hour), took(closesAt - hour, closesAt)];
  const { rise, error } = quantileRise(first, last, 0.99);
  const all = latencies.map((one) => one.took);
  const ms = (values: readonly number[], share: number) => quantile(values, share).toFixed(0);
  return {
    what: `${what} takes as long in the last hour as in the first`,
    holds: first.length > 0 && last.length > 0 && rise <= NOISE * error,
    figures: `p99 ${ms(first, 0.99)} ms of ${first.length}, then ${ms(last, 0.99)} ms of ${last.length}: ${signed(rise, 0)} ± ${error.toFixed(0)} ms; all day p50 ${ms(all, 0.5)}, p99 ${ms(all, 0.99)} ms`,
  };
}

const isSame = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((product) => (a[product] ?? 0) === (b[product] ?? 0));

/** A visit as truth and till have it. */
function outcomes({ truth, till, decided }: Observations) {
  const known = new Map(till.map((visit) => [visit.visit, visit]));
  return [...truth].map(([visit, carried]) => {
    const at = known.get(visit);
    return {
      visit, carried, charged: at?.lines ?? {},
      once: at?.receipts === 1 && at.charges <= 1, unreviewed: !decided.has(visit), right: at !== undefined && isSame(at.lines, carried),
    };
  });
}

/** Visits that were charged otherwise than they should have been, and that nobody looked at. */
export const wrongVisits = (seen: Observations) =>
  outcomes(seen).filter(({ unreviewed, right }) => unreviewed && !right).map(({ visit, carried, charged }) => ({ visit, carried, charged }));

function judgeReceipts(seen: Observations): Judgement[] {
  const known = new Map(seen.till.map((visit) => [visit.visit, visit]));
  const all = outcomes(seen);
  const strangers = seen.till.filter(({ visit, receipts }) => receipts > 0 && !seen.truth.has(visit)).length;
  const odd = all.filter(({ once }) => !once).map(({ visit }) => `${visit} (${known.get(visit)?.state ?? 'unknown'}, ${known.get(visit)?.receipts ?? 0} receipts)`);
  const share = (part: typeof all) => part.filter(({ unreviewed, right }) => unreviewed && right).length / Math.max(1, part.length);
  const [early, late] = [all.slice(0, Math.ceil(all.length / 2)), all.slice(Math.ceil(all.length / 2))];
  const error = Math.sqrt([early, late].reduce((total, part) => total + (share(part) * (1 - share(part))) / Math.max(1, part.length), 0));
  const reviewed = all.filter(({ unreviewed }) => !unreviewed).length;
  const wrong = wrongVisits(seen).length;
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  return [
    { what: 'every visit has one receipt, and nobody else has any', holds: odd.length === 0 && strangers === 0, figures: `${all.length - odd.length} of ${all.length} visits, ${strangers} receipts of others${odd.length === 0 ? '' : `; not so: ${odd.slice(0, MOST_NAMED).join(', ')}`}` },
    {
      what: 'receipts are as often right late in the day as early',
      holds: share(early) - share(late) <= NOISE * error,
      figures: `right without review ${percent(share(early))}, then ${percent(share(late))} (± ${percent(error)}); ${reviewed} of ${all.length} reviewed, ${wrong} wrong without review`,
    },
  ];
}

/** A sentence for every bar. */
export function judge(seen: Observations): Judgement[] {
  const { samples, latestMs, overdue } = seen;
  const lag = Math.max(0, ...samples.map(({ lagSeconds }) => lagSeconds));
  const refused = Object.entries(samples.at(-1)?.refused ?? {});
  return [
    { what: "the store keeps up with its own time", holds: latestMs <= MOST_LATE_MS && lag * 1000 <= MOST_LATE_MS, figures: `sensors at most ${(latestMs / 1000).toFixed(1)} s late, fusion at most ${lag.toFixed(1)} s, in store time` },
    { what: 'no message is refused or comes too late', holds: refused.length === 0, figures: refused.map(([code, count]) => `${count} ${code}`).join(', ') || 'none' },
    ...FLAT.flatMap((series) => judgeFlat(series, seen)),
    judgeLatency('a cart', seen.carts, seen),
    judgeLatency('a receipt', seen.receipts.filter(({ visit }) => !seen.decided.has(visit)), seen),
    ...judgeReceipts(seen),
    { what: 'nothing is kept longer than it may be', holds: overdue === 0, figures: `${overdue} clips, events and carts over their time` },
  ];
}
