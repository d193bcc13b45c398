import { expect, it } from 'vitest';
import { GATE_LOCK, MOST_REFUSED, NO_TRIES, triesAfter } from './gate-lock.ts';
import type { Refusal } from './judge-scan.ts';

const after = (refusals: readonly (Refusal | undefined)[]) => refusals.reduce((tries, refusal) => triesAfter(tries, refusal, 1_000), NO_TRIES);
const times = (count: number, refusal: Refusal) => Array<Refusal>(count).fill(refusal);

it('locks a gate after so many in a row, for a while', () => {
  expect(after(times(MOST_REFUSED - 1, 'payment-declined')).lockedUntil).toBe(0);
  expect(after(times(MOST_REFUSED, 'payment-declined'))).toEqual({ refused: 0, lockedUntil: 1_000 + GATE_LOCK });
});

it('begins anew with a good one, and does not count honest mistakes', () => {
  expect(after([...times(MOST_REFUSED - 1, 'code-malformed'), undefined, 'code-malformed'])).toEqual({ refused: 1, lockedUntil: 0 });
  expect(after(times(MOST_REFUSED * 2, 'code-expired'))).toEqual(NO_TRIES);
});
