import type { ItemChange, Probability } from '@walkout/contracts';

/** How many of a product a visit holds, and by which events. */
export interface Holding {
  readonly quantity: number;
  readonly evidence: readonly string[];
}
/** Product → holding. */
export type Holdings = ReadonlyMap<string, Holding>;

/** One story of all that happened: who holds what, and how likely the story is beside the others. */
export interface Hypothesis {
  readonly logWeight: number;
  readonly carts: ReadonlyMap<string, Holdings>;
}

/** A product that came into a visit's cart (quantity above zero) or went out of it. */
export interface CartChange extends ItemChange {
  readonly visit: string;
}

/** The stories that are still told, likeliest first, their weights adding up to 1. */
export interface Beliefs {
  readonly hypotheses: readonly Hypothesis[];
  /** How likely it is that the true story is no longer among them, because there were too many to tell. */
  readonly lost: Probability;
}

/** One way to explain an event; without changes an unknown object moved, or it was nobody who is known. */
export interface Explanation {
  readonly changes: readonly CartChange[];
  readonly probability: Probability;
}

/** Stories kept; more changes no receipt in the suites and costs in proportion. */
const BEAM = 128;
/** Somebody returns what the story says they do not hold: the story misread something earlier. */
const RETURN_OF_UNHELD = Math.log(1e-4);

interface Outcome {
  readonly carts: Hypothesis['carts'];
  readonly penalty: number;
}

function applyChange({ carts, penalty }: Outcome, { visit, product, quantity }: CartChange, event: string): Outcome {
  const holdings = new Map(carts.get(visit));
  const before = holdings.get(product) ?? { quantity: 0, evidence: [] };
  const after = before.quantity + quantity;
  if (after <= 0) holdings.delete(product);
  else holdings.set(product, { quantity: after, evidence: [...before.evidence, event] });
  return { carts: new Map(carts).set(visit, holdings), penalty: penalty + (after < 0 ? RETURN_OF_UNHELD : 0) };
}

/** The same for two stories that differ in nothing but how they came about. */
function keyOf(carts: Hypothesis['carts']): string {
  return [...carts]
    .map(([visit, holdings]) => `${visit}=${[...holdings].map(([product, { quantity }]) => `${product}x${quantity}`).sort().join(',')}`)
    .sort()
    .join(';');
}

const addLogs = (a: number, b: number): number => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));

/** Joins stories that agree, keeps the likeliest, and scales their weights to add up to 1. */
function prune(hypotheses: readonly Hypothesis[], lost: Probability): Beliefs {
  const distinct = new Map<string, Hypothesis>();
  for (const hypothesis of hypotheses) {
    const key = keyOf(hypothesis.carts);
    const twin = distinct.get(key);
    if (twin === undefined) distinct.set(key, hypothesis);
    else {
      // The likelier twin's evidence is kept; ties go to the earlier one.
      const better = twin.logWeight >= hypothesis.logWeight ? twin : hypothesis;
      distinct.set(key, { ...better, logWeight: addLogs(twin.logWeight, hypothesis.logWeight) });
    }
  }
  const ranked = [...distinct].sort(([keyA, a], [keyB, b]) => b.logWeight - a.logWeight || (keyA < keyB ? -1 : 1)).map(([, each]) => each);
  const kept = ranked.slice(0, BEAM);
  const [told, all] = [kept, ranked].map((list) => list.reduce((sum, { logWeight }) => addLogs(sum, logWeight), -Infinity)) as [number, number];
  return {
    hypotheses: kept.map((hypothesis) => ({ ...hypothesis, logWeight: hypothesis.logWeight - told })),
    lost: 1 - (1 - lost) * Math.min(1, Math.exp(told - all)),
  };
}

/** Before anything happened. */
export const INITIAL: Beliefs = { hypotheses: [{ logWeight: 0, carts: new Map() }], lost: 0 };

/**
 * All stories after one more event: each story so far with each explanation, the likeliest kept.
 *
 * @param explanations of the event, probabilities adding up to at most 1; none of them zero
 * @source             a beam over joint assignments, as in multiple-hypothesis tracking (Reid 1979)
 */
export function explain(beliefs: Beliefs, event: string, explanations: readonly Explanation[]): Beliefs {
  const next = beliefs.hypotheses.flatMap(({ logWeight, carts }) =>
    explanations.map(({ changes, probability }): Hypothesis => {
      const outcome = changes.reduce<Outcome>((so, change) => applyChange(so, change, event), { carts, penalty: 0 });
      return { logWeight: logWeight + Math.log(probability) + outcome.penalty, carts: outcome.carts };
    }));
  return next.length === 0 ? beliefs : prune(next, beliefs.lost);
}

/** All stories without a visit that is over; those that differed only there become one. */
export function forget({ hypotheses, lost }: Beliefs, visit: string): Beliefs {
  return prune(hypotheses.map(({ logWeight, carts }) => ({ logWeight, carts: new Map([...carts].filter(([id]) => id !== visit)) })), lost);
}
