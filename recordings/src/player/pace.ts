import { setTimeout as wait } from 'node:timers/promises';
import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** A timer that may sleep a little long is asked this much less often. */
const SHORTEST_WAIT_MS = 5;

/**
 * A function that resolves when it is time for a moment of the recording. The first call sets the recording's clock
 * going; a player that was held up runs after it.
 *
 * @param speed seconds of the recording in one; Infinity never waits
 * @param now   a clock that only runs forward, ms
 */
export function createPace(speed: number, now: () => Milliseconds): (at: EpochMs) => Promise<void> {
  let origin: { readonly at: EpochMs; readonly now: Milliseconds } | undefined;
  return async (at) => {
    if (speed === Infinity) return;
    origin ??= { at, now: now() };
    const early = origin.now + (at - origin.at) / speed - now();
    if (early > SHORTEST_WAIT_MS) await wait(early);
  };
}
