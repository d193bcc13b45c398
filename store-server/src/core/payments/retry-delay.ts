import type { Milliseconds } from '@walkout/contracts';

const FIRST: Milliseconds = 1_000;
const LONGEST: Milliseconds = 300_000;

/**
 * How long to wait before asking again: twice as long each time, up to five minutes, somewhere in the upper half of it, so that
 * many that failed together do not come back together.
 *
 * @param attempts how often it has been asked, 1 or more
 * @param random   in [0, 1)
 */
export function retryDelay(attempts: number, random: number): Milliseconds {
  const full = Math.min(LONGEST, FIRST * 2 ** (attempts - 1));
  return Math.round(full * (0.5 + random / 2));
}
