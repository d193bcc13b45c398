import type { EpochMs, Milliseconds } from '@walkout/contracts';

const MINUTE: Milliseconds = 60_000;
const HOUR: Milliseconds = 60 * MINUTE;

/** A session ends when nothing has been done in it for so long. An open live page alone does not count. */
export const IDLE: Milliseconds = HOUR;
/** A session ends after so long whatever is done in it: a shift. */
export const LONGEST: Milliseconds = 12 * HOUR;
/** A one-time code that nobody has used. */
export const CODE_LIFETIME: Milliseconds = HOUR;
/** After so many wrong PINs in a row … */
export const MOST_FAILURES = 5;
/** … nobody signs in as this person for so long; every further wrong one begins it anew. */
export const LOCK: Milliseconds = 15 * MINUTE;
/** Uses are noted no finer than this: a page that asks often need not write as often. */
export const USE_GRAIN: Milliseconds = MINUTE;

export interface SessionTimes {
  readonly startedAt: EpochMs;
  readonly usedAt: EpochMs;
}

/** Does the session still hold? */
export const sessionHolds = ({ startedAt, usedAt }: SessionTimes, now: EpochMs): boolean =>
  now < usedAt + IDLE && now < startedAt + LONGEST;

/** Until when nobody signs in as somebody who has now been mistaken so many times in a row; `undefined`: they may try again. */
export const lockedUntil = (failures: number, now: EpochMs): EpochMs | undefined =>
  failures >= MOST_FAILURES ? now + LOCK : undefined;
