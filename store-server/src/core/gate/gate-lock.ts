import type { EpochMs, Milliseconds } from '@walkout/contracts';
import type { Refusal } from './judge-scan.ts';

/** After so many credentials in a row that are no good … */
export const MOST_REFUSED = 10;
/** … a gate looks at none for so long: whoever tries stolen cards or made-up codes gets nowhere. */
export const GATE_LOCK: Milliseconds = 30_000;

/** What speaks of guessing; a code that has run out does not. */
const SUSPICIOUS: ReadonlySet<Refusal> = new Set(['code-malformed', 'shopper-unknown', 'payment-declined']);

/** How a gate stands. */
export interface GateTries {
  /** Refused in a row. */
  readonly refused: number;
  readonly lockedUntil: EpochMs;
}
export const NO_TRIES: GateTries = { refused: 0, lockedUntil: 0 };

/** @param refusal of the latest credential; `undefined`: it was good */
export function triesAfter({ refused, lockedUntil }: GateTries, refusal: Refusal | undefined, now: EpochMs): GateTries {
  if (refusal === undefined) return NO_TRIES;
  if (!SUSPICIOUS.has(refusal)) return { refused, lockedUntil };
  return refused + 1 < MOST_REFUSED ? { refused: refused + 1, lockedUntil } : { refused: 0, lockedUntil: now + GATE_LOCK };
}
