import type { EpochMs } from '@walkout/contracts';

/**
 * Names events after what they are of and their moment, in base 36, as in `east-2-mi9w3k2f`: also a process that remembers nothing gives no
 * name twice, and of two of one kind the later has the later name. Returns a function that takes an event's moment in.
 */
export function createEventIds(prefix: string): (at: EpochMs) => string {
  let last = -Infinity;
  return (at) => {
    last = Math.max(Math.round(at), last + 1);
    return `${prefix}-${last.toString(36)}`;
  };
}
