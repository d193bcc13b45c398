import type { Probability } from '@walkout/contracts';
import { STRAY_TAKEN } from '../items/candidates.ts';
import { keyOf, tellOn, textOfCart } from './hypothesis.ts';
import type { CartChange, Explanation, Hypothesis, Situation, StoryEvent } from './hypothesis.ts';

/**
 * Stories about visits and strays whose doubts hang together, likeliest first, their weights adding up to 1. What is in no
 * doubt, or in a doubt of its own, is told of in a circle of its own: a hundred shoppers are a hundred short stories, not one long one.
 */
export interface Circle {
  readonly hypotheses: readonly Hypothesis[];
  /** How likely it is that the true story is no longer among them, because there were too many to tell. */
  readonly lost: Probability;
}

/** Everything believed: circles that share no visit and no stray. */
export type Beliefs = readonly Circle[];

/** Stories kept in a circle; more change no receipt in the suites and cost in proportion. */
const BEAM = 128;
/** Stories less likely than this beside all others are no longer told. */
const FORGOTTEN = 1e-5;

const addLogs = (a: number, b: number): number => (a === -Infinity ? b : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))));
const sumOfLogs = (list: readonly Hypothesis[]): number => list.reduce((sum, { logWeight }) => addLogs(sum, logWeight), -Infinity);

/** Joins stories that agree, keeps the likeliest, and scales their weights to add up to 1. */
function prune(hypotheses: readonly Hypothesis[], lost: Probability): Circle {
  const distinct = new Map<string, Hypothesis>();
  for (const hypothesis of hypotheses) {
    const key = keyOf(hypothesis);
    const twin = distinct.get(key);
    if (twin === undefined) distinct.set(key, hypothesis);
    else {
      // The likelier twin's evidence is kept; ties go to the earlier one.
      const better = twin.logWeight >= hypothesis.logWeight ? twin : hypothesis;
      distinct.set(key, { ...better, logWeight: addLogs(twin.logWeight, hypothesis.logWeight) });
    }
  }
  const ranked = [...distinct].sort(([keyA, a], [keyB, b]) => b.logWeight - a.logWeight || (keyA < keyB ? -1 : 1)).map(([, each]) => each);
  const least = (ranked[0]?.logWeight ?? 0) + Math.log(FORGOTTEN);
  const kept = ranked.slice(0, BEAM).filter(({ logWeight }) => logWeight >= least);
  const [told, all] = [sumOfLogs(kept), sumOfLogs(ranked)];
  return {
    hypotheses: kept.map((hypothesis) => ({ ...hypothesis, logWeight: hypothesis.logWeight - told })),
    lost: 1 - (1 - lost) * Math.min(1, Math.exp(told - all)),
  };
}

const EMPTY: Circle = { hypotheses: [{ logWeight: 0, carts: new Map(), strays: new Map() }], lost: 0 };
const merge = <Value>(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> => new Map([...a, ...b]);

/** Circles as one: each story of the one with each of the other. */
function join(circles: readonly Circle[]): Circle {
  return circles.reduce((one, other) => {
    const both = one.hypotheses.flatMap((a) =>
      other.hypotheses.map((b): Hypothesis => ({ logWeight: a.logWeight + b.logWeight, carts: merge(a.carts, b.carts), strays: merge(a.strays, b.strays) })));
    return prune(both, 1 - (1 - one.lost) * (1 - other.lost));
  }, EMPTY);
}

const shareOf = ({ carts, strays }: Situation, visits: ReadonlySet<string>, goods: ReadonlySet<string>): Situation => ({
  carts: new Map([...carts].filter(([visit]) => visits.has(visit))),
  strays: new Map([...strays].filter(([stray]) => goods.has(stray))),
});

/** Takes what all stories of a circle agree on out into circles of its own. */
function part(circle: Circle): Circle[] {
  const [first] = circle.hypotheses;
  if (first === undefined) return [];
  const agreed = {
    visits: [...first.carts].filter(([visit, cart]) => circle.hypotheses.every(({ carts }) => textOfCart(carts.get(visit) ?? new Map()) === textOfCart(cart))).map(([visit]) => visit),
    strays: [...first.strays].filter(([stray, left]) => circle.hypotheses.every(({ strays }) => (strays.get(stray) ?? 0) === left)).map(([stray]) => stray),
  };
  const alone = [
    ...agreed.visits.map((visit) => shareOf(first, new Set([visit]), new Set())),
    // What all agree is gone need not be told of.
    ...agreed.strays.filter((stray) => first.strays.get(stray)! > 0).map((stray) => shareOf(first, new Set(), new Set([stray]))),
  ].map((situation): Circle => ({ hypotheses: [{ logWeight: 0, ...situation }], lost: circle.lost }));
  const visits = new Set([...first.carts.keys()].filter((visit) => !agreed.visits.includes(visit)));
  const strays = new Set([...first.strays.keys()].filter((stray) => !agreed.strays.includes(stray)));
  if (visits.size + strays.size === 0) return alone;
  const rest = circle.hypotheses.map(({ logWeight, ...situation }) => ({ logWeight, ...shareOf(situation, visits, strays) }));
  return [...alone, prune(rest, circle.lost)];
}

/** Every story of a circle must say something of everybody in it. */
function complete(circle: Circle): Circle {
  const visits = new Set(circle.hypotheses.flatMap(({ carts }) => [...carts.keys()]));
  const goods = new Set(circle.hypotheses.flatMap(({ strays }) => [...strays.keys()]));
  return {
    ...circle,
    hypotheses: circle.hypotheses.map((story) => ({
      ...story,
      carts: new Map([...visits].map((visit) => [visit, story.carts.get(visit) ?? new Map()])),
      strays: new Map([...goods].map((stray) => [stray, story.strays.get(stray) ?? 0])),
    })),
  };
}

const tellsOf = ({ hypotheses }: Circle, change: CartChange): boolean =>
  (change.visit !== undefined && hypotheses[0]!.carts.has(change.visit)) || (change.stray !== undefined && hypotheses[0]!.strays.has(change.stray));

/** The circles that tell of any of these changes, and the others. */
function concerned(beliefs: Beliefs, changes: readonly CartChange[]): { readonly touched: Circle[]; readonly others: Circle[] } {
  const touched = beliefs.filter((circle) => changes.some((change) => tellsOf(circle, change)));
  return { touched, others: beliefs.filter((circle) => !touched.includes(circle)) };
}

/**
 * All stories after one more event: each story so far with each explanation, the likeliest kept.
 *
 * @param explanations of the event, probabilities adding up to at most 1; none of them zero
 * @source             a beam over joint assignments in independent clusters, as in multiple-hypothesis tracking (Reid 1979)
 */
export function explain(beliefs: Beliefs, event: string, explanations: readonly Explanation[]): Beliefs {
  return explainByStory(beliefs, event, { changes: explanations.flatMap(({ changes }) => changes), explanationsIn: () => explanations });
}

/** The stories that tell of any of these changes, as one list. */
export const storiesOf = (beliefs: Beliefs, changes: readonly CartChange[]): readonly Hypothesis[] => join(concerned(beliefs, changes).touched).hypotheses;

/** The same for an event that each story explains in ways of its own. */
export function explainByStory(beliefs: Beliefs, event: string, { changes, explanationsIn }: StoryEvent): Beliefs {
  const { touched, others } = concerned(beliefs, changes);
  const circle = join(touched);
  const next = circle.hypotheses.flatMap((story) => explanationsIn(story).map((explanation) => tellOn(story, event, explanation)));
  return next.length === 0 ? beliefs : [...others, ...part(prune(complete({ ...circle, hypotheses: next }).hypotheses, circle.lost))];
}

/**
 * All stories after something was taken beside what may stand astray: each that has it there is less likely by what the event's
 * explanations leave out, that with it there were more things to take. Without that, a stray that is nobody's is believed in for ever.
 */
export const passBy = (beliefs: Beliefs, strays: ReadonlySet<string>): Beliefs =>
  beliefs.map((circle) => {
    const standing = (story: Hypothesis): number => [...story.strays].filter(([stray, left]) => left > 0 && strays.has(stray)).length;
    if (circle.hypotheses.every((story) => standing(story) === 0)) return circle;
    return prune(circle.hypotheses.map((story) => ({ ...story, logWeight: story.logWeight - standing(story) * Math.log1p(STRAY_TAKEN) })), circle.lost);
  });

/** All stories without a visit that is over; those that differed only there become one. */
export function forget(beliefs: Beliefs, visit: string): Beliefs {
  return beliefs.flatMap((circle) => {
    if (!circle.hypotheses[0]!.carts.has(visit)) return [circle];
    const without = circle.hypotheses.map((story) => ({ ...story, carts: new Map([...story.carts].filter(([id]) => id !== visit)) }));
    return part(prune(without, circle.lost));
  });
}

/** The circle that tells of a visit. */
export const circleOf = (beliefs: Beliefs, visit: string): Circle =>
  beliefs.find(({ hypotheses }) => hypotheses[0]!.carts.has(visit)) ?? EMPTY;
