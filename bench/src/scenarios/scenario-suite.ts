import type { Simulation } from '@walkout/recordings/simulator';

/** One store for some minutes. */
export interface ScenarioCase {
  /** Unique within its suite; a replay names it. */
  readonly name: string;
  readonly simulation: Simulation;
}

/** Stores of one kind. */
export interface ScenarioSuite {
  readonly about: string;
  /** The same seed, the same stores; made one at a time, for some are large. */
  cases(seed: number): Iterable<ScenarioCase>;
}
