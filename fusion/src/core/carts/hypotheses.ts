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
function prune(hypotheses: readonly Hypothesis[]): Hypothesis[] {
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
  const kept = [...distinct].sort(([keyA, a], [keyB, b]) => b.logWeight - a.logWeight || (keyA < keyB ? -1 : 1)).slice(0, BEAM);
  const total = kept.reduce((sum, [, { logWeight }]) => addLogs(sum, logWeight), -Infinity);
  return kept.map(([, hypothesis]) => ({ ...hypothesis, logWeight: hypothesis.logWeight - total }));
}

/** Before anything happened. */
export const INITIAL: readonly Hypothesis[] = [{ logWeight: 0, carts: new Map() }];

/**
 * All stories after one more event: each story so far with each explanation, the likeliest kept.
 *
 * @param explanations of the event, probabilities adding up to at most 1; none of them zero
 * @source             a beam over joint assignments, as in multiple-hypothesis tracking (Reid 1979)
 */
export function explain(hypotheses: readonly Hypothesis[], event: string, explanations: readonly Explanation[]): Hypothesis[] {
  const next: Hypothesis[] = [];
  for (const { logWeight, carts } of hypotheses) {
    for (const { changes, probability } of explanations) {
      const outcome = changes.reduce<Outcome>((so, change) => applyChange(so, change, event), { carts, penalty: 0 });
      next.push({ logWeight: logWeight + Math.log(probability) + outcome.penalty, carts: outcome.carts });
    }
  }
  return next.length === 0 ? [...hypotheses] : prune(next);
}

/** All stories without a visit that is over; those that differed only there become one. */
export function forget(hypotheses: readonly Hypothesis[], visit: string): Hypothesis[] {
  return prune(hypotheses.map(({ logWeight, carts }) => ({ logWeight, carts: new Map([...carts].filter(([id]) => id !== visit)) })));
}
