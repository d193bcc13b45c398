import type { ScenarioSuite } from '../scenario-suite.ts';
import { busy } from './busy.ts';
import { confusion } from './confusion.ts';
import { crowd } from './crowd.ts';
import { faults } from './faults.ts';
import { mps } from './mps.ts';
import { solo } from './solo.ts';
import { twins } from './twins.ts';

/** Every scenario suite, in the order in which they run. */
export const SCENARIO_SUITES = { solo, busy, crowd, confusion, twins, faults, mps } as const satisfies Record<string, ScenarioSuite>;
export type ScenarioSuiteName = keyof typeof SCENARIO_SUITES;
