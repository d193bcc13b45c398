import { describeMachine, describeVersions, reportPage } from '@walkout/bench';
import type { Plot } from '@walkout/bench';
import { FLAT, wrongVisits } from './judge.ts';
import type { Judgement, Observations } from './judge.ts';
import type { Latency } from './ears.ts';
import type { SoakOptions } from './run-soak.ts';
import { quantile } from './statistics.ts';
import { HOUR } from './store-clock.ts';
import type { ProcessFigures } from './take-sample.ts';

/** What a soak came to, as one object. */
export type SoakResult = ReturnType<typeof resultOf>;

export function resultOf({ warmUpHours, hours, speed, shoppersAnHour, seed }: Omit<SoakOptions, 'say'>, seen: Observations, judgements: readonly Judgement[]) {
  return {
    suite: 'soak', seed, machine: describeMachine(), versions: describeVersions(), warmUpHours, hours, speed, shoppersAnHour,
    visits: seen.truth.size, judgements, wrong: wrongVisits(seen), last: seen.samples.at(-1),
  };
}

/** A quantile hour by hour. */
function hourly(name: string, latencies: readonly Latency[], { share, opensAt }: { readonly share: number; readonly opensAt: number }): Plot['curves'][number] {
  const hours = new Map<number, number[]>();
  for (const { at, took } of latencies) {
    const hour = Math.floor((at - opensAt) / HOUR);
    hours.set(hour, [...(hours.get(hour) ?? []), took]);
  }
  return { name, points: [...hours].sort(([a], [b]) => a - b).map(([hour, values]) => [hour, quantile(values, share)]) };
}

function plotsOf(seen: Observations): Plot[] {
  const { samples, opensAt, carts, receipts, decided } = seen;
  const curve = ({ of, scale, what }: (typeof FLAT)[number]) => ({
    name: what, points: samples.flatMap((sample): [number, number][] => (of(sample) === undefined ? [] : [[(sample.at - opensAt) / HOUR, of(sample)! / scale]])),
  });
  const flat = (title: string, unit: string, wanted: RegExp): Plot => ({ title, units: ['h', unit], curves: FLAT.filter(({ what }) => wanted.test(what)).map(curve) });
  const services = ['fusion', 'storeServer'] as const;
  const curveOf = (name: (typeof services)[number], of: (figures: ProcessFigures) => number) =>
    ({ name, points: samples.map((sample) => [(sample.at - opensAt) / HOUR, of(sample[name])] as const) });
  const sure = receipts.filter(({ visit }) => !decided.has(visit));
  return [
    flat('Heap after garbage collection, without compiled code', 'MB', /^heap/),
    { title: 'Compiled code on the heap', units: ['h', 'MB'], curves: services.map((name) => curveOf(name, (figures) => (figures.codeBytes ?? 0) / 1e6)) },
    flat('Memory', 'MB', /^memory/),
    flat('Files and handles', '', /^(files|handles)/),
    { title: 'How long it takes, wall time', units: ['h', 'ms'], curves: [
      hourly('cart p50', carts, { share: 0.5, opensAt }), hourly('cart p99', carts, { share: 0.99, opensAt }),
      hourly('receipt p50', sure, { share: 0.5, opensAt }), hourly('receipt p99', sure, { share: 0.99, opensAt }),
    ] },
    { title: 'Event loop, p99', units: ['h', 'ms'], curves: services.map((name) => curveOf(name, (figures) => figures.eventLoopMs ?? 0)) },
    { title: 'Files', units: ['h', 'MB'], curves: [
      { name: 'database', points: samples.map((sample) => [(sample.at - opensAt) / HOUR, sample.databaseBytes / 1e6] as const) },
      { name: 'journal', points: samples.map((sample) => [(sample.at - opensAt) / HOUR, sample.journalBytes / 1e6] as const) },
    ] },
    flat('Topics with a last word', '', /^topics/),
  ];
}

/** One file, nothing fetched: every figure and the day's curves. */
export function soakPage(result: SoakResult, seen: Observations): string {
  const replay = `npm run soak -- --warm-up ${result.warmUpHours} --hours ${result.hours} --speed ${result.speed} --shoppers ${result.shoppersAnHour} --seed ${result.seed}`;
  const { judgements, last: _last, wrong, ...head } = result;
  const goods = (lines: Readonly<Record<string, number>>) => Object.entries(lines).map(([product, quantity]) => `${quantity} ${product}`).join(', ') || 'nothing';
  const cases = [
    ...judgements.filter(({ holds }) => !holds).map(({ what, figures }) => `${what}: ${figures}`),
    ...wrong.map(({ visit, carried, charged }) => `${visit}: ${goods(carried)} carried out, ${goods(charged)} charged`),
  ];
  const sentences = Object.fromEntries(judgements.map(({ what, holds, figures }) => [what, `${holds ? 'holds' : 'FAILS'}: ${figures}`]));
  return reportPage({ ...head, ...sentences }, {
    figures: {}, plots: plotsOf(seen), worst: cases.map((what) => ({ what, replay })),
  });
}
