import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** How long something moved. */
export interface Span {
  readonly startedAt: EpochMs;
  /** The first moment of the steady stretch after it, which the new level is read from. */
  readonly settledAt: EpochMs;
}

/** Whether both moved at one time. @param slack apart by no more than this */
export const areAtOnce = (a: Span, b: Span, slack: Milliseconds = 0): boolean => a.startedAt <= b.settledAt + slack && b.startedAt <= a.settledAt + slack;
