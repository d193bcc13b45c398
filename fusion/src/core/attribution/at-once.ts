import type { Probability } from '@walkout/contracts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Suspect } from './who-reached.ts';

/** Something that moved, and who may have moved it. */
export interface Part {
  readonly change: WeightChange;
  /** How many articles. */
  readonly units: number;
  readonly suspects: readonly Suspect[];
}

/** A hand that is at goods while others change takes part in it mostly: it only rests there, or looks, this often. */
const IDLE: Probability = 0.15;
/** One shopper takes from two places at the same moment, a hand in each, this often beside two shoppers who take from one each. */
const BOTH_HANDS = 0.2;

const areAtOnce = (a: Part, b: Part): boolean =>
  a.change === b.change || (a.change.startedAt < b.change.settledAt && b.change.startedAt < a.change.settledAt);

/** How well each visit's hands explain at least one of the parts. */
function hereOf(parts: readonly Part[]): Map<string, number> {
  const here = new Map<string, number>();
  for (const { suspects } of parts) {
    for (const { visit, likelihood } of suspects) if (visit !== undefined) here.set(visit, Math.max(here.get(visit) ?? 0, likelihood));
  }
  return here;
}

/**
 * What things that moved at one time say of each other, whoever moved each of them: hands are in one place at a time, and who
 * has a hand at the goods is seldom there for nothing.
 *
 * @param parts what moved, in any order
 * @returns     how usual it is that these visits moved them, one list for each part; comparable between ways to share the same parts out
 */
export function createTogether(parts: readonly Part[]): (movers: readonly (readonly string[])[]) => number {
  const unitsOf = (group: readonly number[]): number => group.reduce((units, i) => units + parts[i]!.units, 0);
  const groups = parts.map((part) => parts.flatMap((other, i) => (areAtOnce(part, other) ? [i] : []))).filter((group) => unitsOf(group) > 1);
  const distinct = [...new Map(groups.map((group) => [group.join(), group])).values()].map((group) => ({ group, here: hereOf(group.map((i) => parts[i]!)) }));
  return (movers) =>
    distinct.reduce((usual, { group, here }) => {
      const taken = new Map<string, number>();
      for (const visit of group.flatMap((i) => movers[i]!)) taken.set(visit, (taken.get(visit) ?? 0) + 1);
      const idle = [...here].reduce((product, [visit, likelihood]) => (taken.has(visit) ? product : product * (1 - (1 - IDLE) * likelihood)), 1);
      const both = [...taken.values()].reduce((product, count) => product * BOTH_HANDS ** (count - 1), 1);
      return usual * idle * both;
    }, 1);
}
