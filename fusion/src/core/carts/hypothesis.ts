import type { Probability } from '@walkout/contracts';

/** How many of a product a visit holds, and by which events. */
export interface Holding {
  readonly quantity: number;
  readonly evidence: readonly string[];
}
/** Product → holding. */
export type Holdings = ReadonlyMap<string, Holding>;

/** Who holds what, and how many of what was put down astray still stand there: those a group of stories tells of. */
export interface Situation {
  /** By visit. */
  readonly carts: ReadonlyMap<string, Holdings>;
  /** By stray (see {@link CartChange.stray}). */
  readonly strays: ReadonlyMap<string, number>;
}

/** One story of all that happened, and how likely it is beside the others: its weight's logarithm. */
export interface Hypothesis extends Situation {
  readonly logWeight: number;
}

/** Goods that changed hands: taken (quantity above zero), or put down (below). */
export interface CartChange {
  /** Whose cart they came into or went out of; left out: nobody who has one. */
  readonly visit?: string;
  readonly product: string;
  readonly quantity: number;
  /** The stray that they were taken from, or became: goods that stand where the planogram does not have them. */
  readonly stray?: string;
  /** What is put down need not have been taken before: staff bring goods, shoppers their bags. */
  readonly brought?: boolean;
}

/** One way to explain an event; without changes nothing that concerns a cart moved. */
export interface Explanation {
  readonly changes: readonly CartChange[];
  readonly probability: Probability;
}

/** An event that each story explains in ways of its own, by what it has people hold. */
export interface StoryEvent {
  /** All that any explanation may name. */
  readonly changes: readonly CartChange[];
  readonly explanationsIn: (story: Hypothesis) => readonly Explanation[];
}

/** A story has somebody put down what they do not hold, or take what does not stand there: it misread something earlier. */
const AGAINST_PHYSICS = Math.log(1e-4);

interface Outcome extends Situation {
  readonly penalty: number;
}

function moveStray(strays: Situation['strays'], { stray, quantity }: CartChange): { strays: Situation['strays']; broken: boolean } {
  if (stray === undefined) return { strays, broken: false };
  const left = (strays.get(stray) ?? 0) - quantity;
  return { strays: new Map(strays).set(stray, Math.max(0, left)), broken: left < 0 };
}

function moveHolding(carts: Situation['carts'], change: CartChange, event: string): { carts: Situation['carts']; broken: boolean } {
  const { visit, product, quantity, brought = false } = change;
  if (visit === undefined || brought) return { carts, broken: false };
  const holdings = new Map(carts.get(visit));
  const before = holdings.get(product) ?? { quantity: 0, evidence: [] };
  const after = before.quantity + quantity;
  if (after <= 0) holdings.delete(product);
  else holdings.set(product, { quantity: after, evidence: [...before.evidence, event] });
  return { carts: new Map(carts).set(visit, holdings), broken: after < 0 };
}

function applyChange({ carts, strays, penalty }: Outcome, change: CartChange, event: string): Outcome {
  const held = moveHolding(carts, change, event);
  const stood = moveStray(strays, change);
  const broken = Number(held.broken) + Number(stood.broken);
  return { carts: held.carts, strays: stood.strays, penalty: penalty + broken * AGAINST_PHYSICS };
}

/** A story with one more event, explained in one way. */
export function tellOn(story: Hypothesis, event: string, { changes, probability }: Explanation): Hypothesis {
  const { carts, strays, penalty } = changes.reduce<Outcome>((so, change) => applyChange(so, change, event), { ...story, penalty: 0 });
  return { carts, strays, logWeight: story.logWeight + Math.log(probability) + penalty };
}

/** A holding of nothing and no holding are the same; products in order, so that equal carts have equal text. */
export const textOfCart = (holdings: Holdings): string =>
  [...holdings].map(([product, { quantity }]) => `${product}x${quantity}`).sort().join(',');

/** The same for two situations that differ in nothing but how they came about. */
export const keyOf = ({ carts, strays }: Situation): string =>
  [
    ...[...carts].map(([visit, holdings]) => `${visit}=${textOfCart(holdings)}`),
    ...[...strays].map(([stray, quantity]) => `${stray}#${quantity}`),
  ].sort().join(';');
