import type { Simulation } from '@walkout/recordings/simulator';
import type { Fault } from './faults.ts';

/** One store for some minutes. */
export interface ScenarioCase {
  /** Unique within its suite; a replay names it. */
  readonly name: string;
  readonly simulation: Simulation;
  /** What is broken: everything then goes through the real reorder buffer, as over a network. */
  readonly fault?: Fault;
  /** Of how many frames one is kept to score where people are, where all would be too many. */
  readonly peopleEvery?: number;
}

/** Stores of one kind. */
export interface ScenarioSuite {
  readonly about: string;
  /** The same seed, the same stores; made one at a time, for some are large. */
  cases(seed: number): Iterable<ScenarioCase>;
}
