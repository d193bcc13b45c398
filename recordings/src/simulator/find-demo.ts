import type { StoreLayout } from '@walkout/contracts';
import { recordingsError } from '../errors.ts';
import { createRandom } from '../random.ts';
import { demoScenario } from './demo-scenario.ts';
import type { Simulation } from './simulate.ts';
import { createWorld } from './world.ts';
import type { HandledItem } from './world.ts';

/** A demo is over within this time, and lasts at least that long. */
export const LONGEST_SECONDS = 86;
const SHORTEST_SECONDS = 56;
const FEWEST_PICKS = 12;
const FEWEST_RETURNS = 2;
const SAME_MOMENT_SECONDS = 1;
const ATTEMPTS = 60;

type Event = HandledItem & { readonly time: number };

/** What a demo shows, counted. */
export interface DemoFigures {
  /** Until the last shopper has left; infinite when somebody stays. */
  readonly seconds: number;
  readonly shoppers: number;
  readonly picks: number;
  readonly returns: number;
  /** Times that two people reached into one board within a second. */
  readonly meetings: number;
}

/** Runs a world without pictures and counts what happened. */
export function demoFigures({ layout, seed, scenario, longestSeconds }: Simulation): DemoFigures {
  const world = createWorld(layout, seed, scenario);
  const events: Event[] = [];
  let time = 0;
  let shoppers = 0;
  while (!world.finished && time < longestSeconds) {
    const happened = world.step();
    time = happened.time;
    events.push(...happened.events.map((event) => ({ ...event, time })));
    shoppers += happened.departures.length;
  }
  const together = events.filter((a) => events.some((b) =>
    a.person < b.person && a.item.shelf === b.item.shelf && a.item.product !== b.item.product && Math.abs(a.time - b.time) <= SAME_MOMENT_SECONDS));
  return {
    seconds: world.finished ? time : Infinity,
    shoppers,
    picks: events.filter(({ change }) => change.quantity > 0).length,
    returns: events.filter(({ change }) => change.quantity < 0).length,
    meetings: together.length,
  };
}

const isWorthShowing = ({ seconds, shoppers, picks, returns, meetings }: DemoFigures): boolean =>
  seconds >= SHORTEST_SECONDS && seconds < Infinity && shoppers === 4 && picks >= FEWEST_PICKS && returns >= FEWEST_RETURNS && meetings >= 1;

/**
 * The demo of a seed: the first of its scenarios that shows all a demo has to show.
 *
 * @throws WalkoutError STORE_UNSUITABLE when none of 60 does
 */
export function findDemo(layout: StoreLayout, seed: number): Simulation & { readonly figures: DemoFigures } {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const name = `demo ${seed}/${attempt}`;
    const simulation = { layout, seed: name, scenario: demoScenario(layout, createRandom(name)), longestSeconds: LONGEST_SECONDS };
    const figures = demoFigures(simulation);
    if (isWorthShowing(figures)) return { ...simulation, figures };
  }
  throw recordingsError('STORE_UNSUITABLE', `store "${layout.store}": shoppers get in each other's way too much`);
}
