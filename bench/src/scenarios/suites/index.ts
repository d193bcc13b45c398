import type { ScenarioSuite } from '../scenario-suite.ts';
import { mps } from './mps.ts';
import { solo } from './solo.ts';

/** Every scenario suite, in the order in which they run. */
export const SCENARIO_SUITES = { solo, mps } as const satisfies Record<string, ScenarioSuite>;
export type ScenarioSuiteName = keyof typeof SCENARIO_SUITES;
