import type { Bars, Plot } from '../suite.ts';
import { CAUSES } from './explain-wrong.ts';
import type { scoreScenarios, WrongLine } from './score-scenarios.ts';

/** A suite with its figures, and those of the baseline where it ran. */
export interface ScoredSuite {
  readonly name: string;
  readonly ours: ReturnType<typeof scoreScenarios>;
  readonly baseline: ReturnType<typeof scoreScenarios> | undefined;
}

const MINUTE = 60;

/** Share of the probabilities' claims that held, against what was claimed. */
const reliability = (suites: readonly ScoredSuite[]): Plot => ({
  title: 'Reliability: how many of the lines that claim a probability are right',
  units: ['claimed', 'right'],
  curves: [
    { name: 'ideal', points: [[0, 0], [1, 1]] },
    ...suites.map(({ name, ours }) => ({ name, points: ours.calibration.bins.map(({ claimed, right }) => [claimed, right] as const) })),
  ],
});

/** How many lines went wrong up to each minute after the store opened. */
function overTime(suites: readonly ScoredSuite[]): Plot {
  const curve = (wrong: readonly WrongLine[]): [number, number][] => {
    const minutes = wrong.flatMap(({ second }) => (second === undefined ? [] : [Math.ceil(second / MINUTE)])).sort((a, b) => a - b);
    return [[0, 0], ...[...new Set(minutes)].map((minute): [number, number] => [minute, minutes.filter((one) => one <= minute).length])];
  };
  return {
    title: 'Wrong lines over time, all stores of a suite together',
    units: ['min after opening', 'lines'],
    curves: suites.map(({ name, ours }) => ({ name, points: curve(ours.score.wrong) })),
  };
}

const byCause = (title: string, wrong: readonly WrongLine[]): Bars => ({
  title,
  rows: Object.keys(CAUSES)
    .map((cause) => ({ name: cause, count: wrong.filter((line) => line.cause === cause).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count),
});

/** What people look at rather than read: reliability, errors over time, and wrong lines by their causes. */
export const picturesOf = (suites: readonly ScoredSuite[]): { readonly plots: Plot[]; readonly bars: Bars[] } => ({
  plots: [reliability(suites), overTime(suites)],
  bars: suites.flatMap(({ name, ours, baseline }) => [
    byCause(`${name}: wrong lines by cause`, ours.score.wrong),
    ...(baseline === undefined ? [] : [byCause(`${name}: the baseline's wrong lines by cause`, baseline.score.wrong)]),
  ]),
});
