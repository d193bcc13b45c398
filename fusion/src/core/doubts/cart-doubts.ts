import type { Cart, CartDoubt, Probability } from '@walkout/contracts';
import type { Suspect } from '../attribution/who-reached.ts';
import { STILL_RIGHT } from './mixups.ts';
import type { Ownership } from './mixups.ts';

/** Who had a hand in a shelf that did not weigh may hold something this likely. */
const MAY_HOLD: Probability = 0.5;

/** Suspects, each as far as they belong to each visit that they may belong to. */
export function shareOut(suspects: readonly Suspect[], ownersOf: (person: string) => readonly Ownership[]): Suspect[] {
  return suspects
    .flatMap((suspect): Suspect[] => {
      const owners = suspect.person === undefined ? [] : ownersOf(suspect.person);
      if (owners.length === 0) return [suspect];
      return owners.map(({ visit, share }) => ({ ...suspect, visit, probability: share * suspect.probability, likelihood: share * suspect.likelihood }));
    })
    .sort((a, b) => b.probability - a.probability);
}

/** What is open about a visit besides its lines. */
export interface Open {
  /** That whoever is followed is who came in, as far as gates and clothes tell. */
  readonly shopper: Probability;
  /** Somebody else may have been taken for the shopper while cameras were in trouble. */
  readonly isMixed: boolean;
  /** The shopper had a hand in a shelf that did not weigh. */
  readonly isUnweighed: boolean;
}

/** A cart, and what sensors leave open about it. */
export function withDoubts(cart: Cart, open: Open): Cart {
  const shopper = Math.min(open.shopper, open.isMixed ? STILL_RIGHT : 1);
  const unweighed: CartDoubt = { quantity: 1, probability: MAY_HOLD, evidence: [] };
  const perhaps = [...(cart.perhaps ?? []), ...(open.isUnweighed ? [unweighed] : [])].sort((a, b) => b.probability - a.probability);
  return { ...cart, ...(perhaps.length === 0 ? {} : { perhaps }), ...(shopper === 1 ? {} : { shopper }) };
}
