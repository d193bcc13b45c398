import { setTimeout as sleep } from 'node:timers/promises';
import type { EpochMs } from '@walkout/contracts';

/** Resolves when a frame captured then is due; the first one is due at once. */
export type RealTimePace = (capturedAt: EpochMs, signal: AbortSignal) => Promise<void>;

/**
 * Plays a recording at so many of its seconds a second.
 *
 * @param now a clock, ms
 */
export function createRealTimePace(speed: number | 'max', now: () => number): RealTimePace {
  let start: { readonly capturedAt: EpochMs; readonly at: number } | undefined;
  return async (capturedAt, signal) => {
    if (speed === 'max') return;
    start ??= { capturedAt, at: now() };
    const early = start.at + (capturedAt - start.capturedAt) / speed - now();
    if (early > 0) await sleep(early, undefined, { signal }).catch(() => {});
  };
}
