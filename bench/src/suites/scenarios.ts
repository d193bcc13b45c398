import { contractError } from '@walkout/contracts';
import type { SuiteOutcome } from '../suite.ts';
import { runScenario } from '../scenarios/run-scenario.ts';
import type { ScenarioSuite } from '../scenarios/scenario-suite.ts';
import { scoreScenarios } from '../scenarios/score-scenarios.ts';
import type { ScenarioScore, ScoredRun, WrongLine } from '../scenarios/score-scenarios.ts';
import { SCENARIO_SUITES } from '../scenarios/suites/index.ts';
import { picturesOf } from '../scenarios/pictures.ts';
import type { ScoredSuite } from '../scenarios/pictures.ts';
import { tellCase } from '../scenarios/tell-case.ts';

export interface ScenariosOptions {
  readonly seed: number;
  /** One suite; left out: all. */
  readonly suite?: string | undefined;
  /** Beside ours the method of the AutoCheckout competition's winner. */
  readonly baseline?: boolean | undefined;
  /** One case of it, told moment by moment. */
  readonly only?: string | undefined;
  readonly say: (text: string) => void;
}

const suitesFor = (name: string | undefined): [string, ScenarioSuite][] => {
  if (name === undefined) return Object.entries(SCENARIO_SUITES);
  if (name in SCENARIO_SUITES) return [[name, SCENARIO_SUITES[name as keyof typeof SCENARIO_SUITES]]];
  throw contractError('USAGE', `"${name}" is none of the scenario suites ${Object.keys(SCENARIO_SUITES).join(', ')}`);
};

const replayOf = (suite: string, seed: number, line: WrongLine): string => `npm run bench -- scenarios --suite ${suite} --seed ${seed} --case ${line.case}`;
const momentOf = ({ case: name, visit, second, what, cause }: WrongLine): string =>
  `${name}, ${visit}${second === undefined ? '' : ` at ${second.toFixed(1)} s`}: ${what} (${cause})`;

function runSuite([name, suite]: [string, ScenarioSuite], { seed, only, baseline, say }: ScenariosOptions): ScoredSuite {
  const runs: ScoredRun[] = [];
  const theirs: ScoredRun[] = [];
  for (const one of suite.cases(seed)) {
    if (only !== undefined && one.name !== only) continue;
    const run = runScenario(one, { baseline });
    runs.push({ name: one.name, truth: run.truth, reckoning: run.reckoning });
    if (run.baseline !== undefined) theirs.push({ name: one.name, truth: run.truth, reckoning: run.baseline });
    if (only !== undefined) say(tellCase(runs.at(-1)!));
    say(`${one.name}: ${Math.round(run.truth.seconds)} s of shopping`);
  }
  if (runs.length === 0) throw contractError('USAGE', `the suite ${name} has no case "${only}"`);
  return { name, ours: scoreScenarios(runs), baseline: theirs.length === 0 ? undefined : scoreScenarios(theirs) };
}

/** What can be compared: where people are is ours in both. */
const baselineFigures = ({ items, itemPrecision, itemRecall, itemF1, receipts, receiptsRight, wrong }: ScenarioScore) => ({
  items, itemPrecision, itemRecall, itemF1, receipts, receiptsRight,
  causes: Object.fromEntries([...new Set(wrong.map(({ cause }) => cause))].sort().map((cause) => [cause, wrong.filter((line) => line.cause === cause).length])),
});

const figuresOf = (suite: string, seed: number, { wrong, ...score }: ScenarioScore) => ({
  ...score,
  wrong: wrong.map((line) => ({ cause: line.cause, what: momentOf(line), replay: replayOf(suite, seed, line) })),
});

/** @throws WalkoutError USAGE for a suite or a case that is not there */
export function scenariosSuite(options: ScenariosOptions): SuiteOutcome {
  const scored = suitesFor(options.suite).map((suite) => runSuite(suite, options));
  return {
    figures: Object.fromEntries(scored.map(({ name, ours, baseline }) => [name, {
      ...figuresOf(name, options.seed, ours.score),
      ...(baseline === undefined ? {} : { baseline: baselineFigures(baseline.score) }),
    }])),
    ...picturesOf(scored),
    worst: scored.flatMap(({ name, ours }) => ours.score.wrong.map((line) => ({ what: momentOf(line), replay: replayOf(name, options.seed, line) }))),
  };
}
