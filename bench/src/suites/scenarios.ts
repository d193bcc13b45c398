import { contractError } from '@walkout/contracts';
import type { SuiteOutcome } from '../suite.ts';
import { runScenario } from '../scenarios/run-scenario.ts';
import type { ScenarioSuite } from '../scenarios/scenario-suite.ts';
import { scoreScenarios } from '../scenarios/score-scenarios.ts';
import type { ScenarioScore, ScoredRun, WrongLine } from '../scenarios/score-scenarios.ts';
import { SCENARIO_SUITES } from '../scenarios/suites/index.ts';
import { tellCase } from '../scenarios/tell-case.ts';

export interface ScenariosOptions {
  readonly seed: number;
  /** One suite; left out: all. */
  readonly suite?: string | undefined;
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

function runSuite([name, suite]: [string, ScenarioSuite], { seed, only, say }: ScenariosOptions) {
  const runs: ScoredRun[] = [];
  for (const one of suite.cases(seed)) {
    if (only !== undefined && one.name !== only) continue;
    const { truth, reckonings: [reckoning] } = runScenario(one);
    const run = { name: one.name, truth, reckoning: reckoning! };
    if (only !== undefined) say(tellCase(run));
    runs.push(run);
    say(`${one.name}: ${Math.round(truth.seconds)} s of shopping`);
  }
  if (runs.length === 0) throw contractError('USAGE', `the suite ${name} has no case "${only}"`);
  return scoreScenarios(runs);
}

const figuresOf = (suite: string, seed: number, { wrong, ...score }: ScenarioScore) => ({
  ...score,
  wrong: wrong.map((line) => ({ cause: line.cause, what: momentOf(line), replay: replayOf(suite, seed, line) })),
});

/** @throws WalkoutError USAGE for a suite or a case that is not there */
export function scenariosSuite(options: ScenariosOptions): SuiteOutcome {
  const scored = suitesFor(options.suite).map((suite) => [suite[0], runSuite(suite, options)] as const);
  return {
    figures: Object.fromEntries(scored.map(([name, { score }]) => [name, figuresOf(name, options.seed, score)])),
    worst: scored.flatMap(([name, { score }]) => score.wrong.map((line) => ({ what: momentOf(line), replay: replayOf(name, options.seed, line) }))),
  };
}
