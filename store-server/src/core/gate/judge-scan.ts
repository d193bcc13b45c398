import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { MOST_PEOPLE } from './entry-code.ts';

/** A card shown again at the gate within so long brings one more person of the same party. */
export const PARTY_PATIENCE: Milliseconds = 30_000;
/** Nobody came through within so long: the admission lapses and what was held is let go. */
export const ADMISSION_LASTS: Milliseconds = 180_000;

export const ADMISSION_STATES = ['asking', 'expected', 'entered', 'refused', 'lapsed'] as const;
export type AdmissionState = (typeof ADMISSION_STATES)[number];

/** A visit that somebody has been let in for. */
export interface Admission {
  readonly visit: string;
  readonly gate: string;
  readonly shopper?: string;
  /** Its hold at the payment provider. */
  readonly payment: string;
  /** Let in. */
  readonly people: number;
  /** Gone through. */
  readonly entered: number;
  readonly state: AdmissionState;
  readonly admittedAt: EpochMs;
}

/** Why somebody is not let in. */
export const REFUSALS = [
  'code-malformed', 'code-expired', 'code-used', 'shopper-unknown', 'party-full', 'payment-declined', 'payment-unavailable',
  'too-many-tries',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What the reader says to whom it refuses. */
export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  'code-malformed': 'This is not an entry code of this store.',
  'code-expired': 'This code has run out. Show the one on your page now.',
  'code-used': 'This code has been used. Show the next one on your page.',
  'shopper-unknown': 'We do not know this code. Please ask our staff.',
  'party-full': `No more than ${MOST_PEOPLE} people come in on one card.`,
  'payment-declined': 'Your payment was declined. Please try another card or ask our staff.',
  'payment-unavailable': 'We cannot reach the payment service just now. Please try again in a moment.',
  'too-many-tries': 'Too many tries. Please wait half a minute, or ask our staff.',
};

export interface ShownCredential {
  readonly kind: 'code' | 'card';
  /** How many come in on it. */
  readonly people: number;
  readonly gate: string;
}

export type ScanVerdict =
  | { readonly verdict: 'admit' }
  | { readonly verdict: 'join'; readonly visit: string }
  | { readonly verdict: 'refuse'; readonly reason: Refusal };

/**
 * What follows from a genuine credential. A code is good once. A card shown again soon at the same gate brings more people of its
 * party on the same visit; later, or elsewhere, it opens a visit of its own.
 *
 * @param earlier the latest admission on this very credential
 */
export function judgeScan({ kind, people, gate }: ShownCredential, earlier: Admission | undefined, now: EpochMs): ScanVerdict {
  if (earlier === undefined || earlier.state === 'refused' || earlier.state === 'lapsed') return { verdict: 'admit' };
  if (kind === 'code') return { verdict: 'refuse', reason: 'code-used' };
  // The first showing has not been answered: whether anybody comes in on the card is not known yet.
  if (earlier.state === 'asking') return { verdict: 'refuse', reason: 'payment-unavailable' };
  if (earlier.gate !== gate || now - earlier.admittedAt >= PARTY_PATIENCE) return { verdict: 'admit' };
  if (earlier.people + people > MOST_PEOPLE) return { verdict: 'refuse', reason: 'party-full' };
  return { verdict: 'join', visit: earlier.visit };
}
