import type { Cart, EpochMs, Milliseconds, Probability } from '@walkout/contracts';
import { circleOf, explain, explainByStory, forget, passBy, storiesOf } from './beliefs.ts';
import type { Beliefs } from './beliefs.ts';
import { describeCart } from './cart-lines.ts';
import type { CartChange, Explanation, StoryEvent } from './hypothesis.ts';
import { beliefsFrom, strayCircles } from './stray-circles.ts';
import type { StrayCircle } from './stray-circles.ts';

/** An event as the book takes it in. */
export interface BookEvent {
  readonly id: string;
  readonly at: EpochMs;
  /** Ways to explain it; either the same in every story, or each story's own. */
  readonly explanations: readonly Explanation[] | StoryEvent;
  /** What may stand astray where something was taken. */
  readonly besides?: ReadonlySet<string>;
}

/** The carts of all open visits, over all stories of how things came about. */
export interface CartBook {
  /**
   * Takes an event in. An event of the same id is unlearnt first, with all that followed it explained anew: what looked like two
   * events may turn out to be one. Whether it still can be is to be asked before.
   *
   * @returns visits whose cart it changed, in order of their id
   */
  add(event: BookEvent): string[];
  /** A visit's cart as the likeliest story has it; each call is a new revision. */
  cart(visit: string, at: EpochMs, state: Cart['state']): Cart;
  /** What a visit may hold, in any story; as before an event, if one is named (it may be explained anew). */
  mayHold(visit: string, without?: string): ReadonlyMap<string, PossibleHolding>;
  /** Whether an event was taken in so lately that it can be explained anew. */
  mayBeExplainedAnew(event: string): boolean;
  /** When an event was; -Infinity for one that no cart remembers. */
  whenOf(event: string): EpochMs;
  /** What stands astray in any story: stray → how many at most. */
  strays(without?: string): ReadonlyMap<string, number>;
  /** Forgets a visit; ask for its last cart before. */
  close(visit: string): void;
  /** What may stand astray, in all stories; to be asked when no visit is open. */
  lasting(): readonly StrayCircle[];
}

/** A product that a visit holds in some story. */
export interface PossibleHolding {
  /** At most. */
  readonly quantity: number;
  /** Events that brought it in, in any story. */
  readonly events: readonly string[];
}

/** What the events said, each by itself, about one visit: event → product → probability that it moved it into or out of the cart. */
type Heard = ReadonlyMap<string, ReadonlyMap<string, Probability>>;

/** An event can be explained anew for so long. */
const HINDSIGHT: Milliseconds = 10_000;

const changesOf = ({ explanations }: BookEvent): readonly CartChange[] =>
  'changes' in explanations ? explanations.changes : explanations.flatMap(({ changes }) => changes);
const visitsIn = (event: BookEvent): string[] => [...new Set(changesOf(event).flatMap(({ visit }) => visit ?? []))];

/** An event as it is to be explained once a visit is over: what that visit moved, nobody did who has a cart. What each story tells in its own way cannot be. */
function withoutVisit(event: BookEvent, visit: string): BookEvent | undefined {
  if (!visitsIn(event).includes(visit)) return event;
  const { explanations } = event;
  if ('changes' in explanations) return undefined;
  const nobodys = ({ visit: owner, ...change }: CartChange): CartChange => ({ ...change, ...(owner === undefined || owner === visit ? {} : { visit: owner }) });
  return { ...event, explanations: explanations.map(({ changes, probability }) => ({ changes: changes.map(nobodys), probability })) };
}

/** The ways to explain an event, whatever else happened: over all stories so far where each has its own. */
const waysOf = ({ explanations }: BookEvent, beliefs: Beliefs): readonly Explanation[] =>
  'changes' in explanations
    ? storiesOf(beliefs, explanations.changes).flatMap((story) =>
        explanations.explanationsIn(story).map(({ changes, probability }) => ({ changes, probability: probability * Math.exp(story.logWeight) })))
    : explanations;

function aloneIn(ways: readonly Explanation[], visit: string): ReadonlyMap<string, Probability> {
  const alone = new Map<string, Probability>();
  for (const { changes, probability } of ways) {
    const products = new Set(changes.filter((change) => change.visit === visit).map(({ product }) => product));
    for (const product of products) alone.set(product, (alone.get(product) ?? 0) + probability);
  }
  return alone;
}

function tell(before: Beliefs, { id, explanations, besides }: BookEvent): Beliefs {
  const beliefs = besides === undefined ? before : passBy(before, besides);
  return 'changes' in explanations ? explainByStory(beliefs, id, explanations) : explain(beliefs, id, explanations);
}

function mostOf(values: Iterable<readonly [string, number]>): Map<string, number> {
  const most = new Map<string, number>();
  for (const [key, value] of values) most.set(key, Math.max(most.get(key) ?? 0, value));
  return most;
}

/** @param before what may have stood astray before */
export function createCartBook(before: readonly StrayCircle[] = []): CartBook {
  let beliefs = beliefsFrom(before);
  let recent: { readonly event: BookEvent; readonly before: Beliefs }[] = [];
  const revisions = new Map<string, number>();
  const times = new Map<string, EpochMs>();
  const heard = new Map<string, Map<string, ReadonlyMap<string, Probability>>>();

  const heardOf = (visit: string): Heard => heard.get(visit) ?? new Map();
  const describe = (visit: string, circle = circleOf(beliefs, visit)) =>
    describeCart({
      visit,
      circle,
      aloneOf: (event, product) => heardOf(visit).get(event)?.get(product) ?? 0,
      productsOf: (event) => heardOf(visit).get(event)?.keys() ?? [],
    });

  function takeIn(event: BookEvent): void {
    const ways = waysOf(event, beliefs);
    for (const visit of visitsIn(event)) heard.set(visit, new Map(heard.get(visit)).set(event.id, aloneIn(ways, visit)));
    times.set(event.id, event.at);
    recent.push({ event, before: beliefs });
    beliefs = tell(beliefs, event);
  }

  /** Takes back an event and what came after it; returns what came after. */
  function unlearn(id: string): BookEvent[] {
    const index = recent.findIndex(({ event }) => event.id === id);
    if (index < 0) return [];
    const undone = recent.splice(index);
    beliefs = undone[0]!.before;
    for (const events of heard.values()) events.delete(id);
    return undone.slice(1).map(({ event }) => event);
  }

  /** What was believed before an event. */
  const beliefsWithout = (id: string | undefined): Beliefs => recent.find(({ event }) => event.id === id)?.before ?? beliefs;

  return {
    add(event) {
      const before = beliefs;
      const later = unlearn(event.id);
      for (const each of [event, ...later]) takeIn(each);
      recent = recent.filter((each) => each.event.at > event.at - HINDSIGHT);
      const isChanged = (visit: string): boolean => {
        const [then, now] = [circleOf(before, visit), circleOf(beliefs, visit)];
        return then !== now && JSON.stringify(describe(visit, then)) !== JSON.stringify(describe(visit, now));
      };
      return [...heard.keys()].filter(isChanged).sort();
    },
    cart(visit, at, state) {
      const revision = (revisions.get(visit) ?? -1) + 1;
      revisions.set(visit, revision);
      return { visit, revision, capturedAt: at, state, ...describe(visit) };
    },
    mayHold(visit, without) {
      const held = new Map<string, PossibleHolding>();
      for (const { carts } of circleOf(beliefsWithout(without), visit).hypotheses) {
        for (const [product, { quantity, evidence }] of carts.get(visit) ?? []) {
          const known = held.get(product);
          held.set(product, { quantity: Math.max(quantity, known?.quantity ?? 0), events: [...new Set([...(known?.events ?? []), ...evidence])] });
        }
      }
      return held;
    },
    mayBeExplainedAnew: (event) => recent.some((each) => each.event.id === event),
    whenOf: (event) => times.get(event) ?? -Infinity,
    strays: (without) =>
      mostOf(beliefsWithout(without).flatMap(({ hypotheses }) => hypotheses.flatMap(({ strays }) => [...strays].filter(([, left]) => left > 0)))),
    close(visit) {
      beliefs = forget(beliefs, visit);
      const after = recent.map(({ event, before }) => ({ event: withoutVisit(event, visit), before: forget(before, visit) }));
      recent = after.slice(after.findLastIndex(({ event }) => event === undefined) + 1).flatMap(({ event, before }) => (event === undefined ? [] : [{ event, before }]));
      revisions.delete(visit);
      heard.delete(visit);
      const remembered = new Set([...heard.values()].flatMap((events) => [...events.keys()]));
      for (const event of times.keys()) if (!remembered.has(event)) times.delete(event);
    },
    lasting: () => strayCircles(beliefs),
  };
}
