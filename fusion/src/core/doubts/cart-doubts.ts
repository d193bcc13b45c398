import type { Cart, CartDoubt, Probability } from '@walkout/contracts';
import type { Suspect } from '../attribution/who-reached.ts';
import { STILL_RIGHT } from './mixups.ts';
import type { Mixups, Ownership } from './mixups.ts';
import type { Unweighed } from './unweighed.ts';

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

/** A cart, and what sensors that could not be relied on leave open about it. */
export function withDoubts(cart: Cart, mixups: Mixups, unweighed: Unweighed): Cart {
  const open = Math.max(mixups.isMixed(cart.visit) ? 1 - STILL_RIGHT : 0, unweighed.mayHold(cart.visit) ? MAY_HOLD : 0);
  if (open === 0) return cart;
  const doubt: CartDoubt = { quantity: 1, probability: open, evidence: [] };
  const perhaps = [...(cart.perhaps ?? []), doubt].sort((a, b) => b.probability - a.probability);
  return { ...cart, perhaps };
}
