import { BYTES_OF_ONE_MESSAGE, MOST_MESSAGES_A_SECOND, MOST_MESSAGES_AT_ONCE } from './limits.ts';
import type { EpochMs, Milliseconds } from './units.ts';

/** Lets no publisher keep its hearer from hearing the others. */
export interface FloodGuard {
  /** May the next message on this topic be heard? */
  admits(topic: string, bytes: number, now: EpochMs): boolean;
  /** Topics of which something was dropped within the last ten seconds, in the order of their names. */
  flooding(now: EpochMs): string[];
}

interface Bucket {
  /** Messages that may still come. */
  tokens: number;
  at: EpochMs;
  /** When something was dropped last. */
  droppedAt: EpochMs;
}

/** Whoever said too much is named for this long. */
const FLOODING_FOR: Milliseconds = 10_000;

/**
 * A token bucket for each topic.
 *
 * @source Turner, "New directions in communications (or which way to the information age?)", IEEE Communications Magazine
 *         24(10), 1986
 */
export function createFloodGuard(): FloodGuard {
  const buckets = new Map<string, Bucket>();
  return {
    admits(topic, bytes, now) {
      let bucket = buckets.get(topic);
      if (bucket === undefined) buckets.set(topic, (bucket = { tokens: MOST_MESSAGES_AT_ONCE, at: now, droppedAt: -Infinity }));
      const passed = Math.max(0, now - bucket.at);
      bucket.tokens = Math.min(MOST_MESSAGES_AT_ONCE, bucket.tokens + (passed * MOST_MESSAGES_A_SECOND) / 1_000);
      bucket.at += passed;
      const needed = Math.max(1, Math.ceil(bytes / BYTES_OF_ONE_MESSAGE));
      if (bucket.tokens < needed) {
        bucket.droppedAt = now;
        return false;
      }
      bucket.tokens -= needed;
      return true;
    },
    flooding: (now) => [...buckets].filter(([, { droppedAt }]) => now - droppedAt <= FLOODING_FOR).map(([topic]) => topic).sort(),
  };
}
