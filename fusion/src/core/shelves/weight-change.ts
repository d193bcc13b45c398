import type { EpochMs, Grams, Metres, StorePoint } from '@walkout/contracts';

/** How much one plate's weight changed; `error` is one standard deviation. */
export interface PlateChange {
  readonly plate: string;
  readonly grams: Grams;
  readonly error: Grams;
}

/** Weight that left a shelf (grams below zero) or came to it, at one place and in one go. */
export interface WeightChange {
  /** Of its shelf and its start, see `createEventIds`. */
  readonly id: string;
  readonly shelf: string;
  /** When the plates began to move, when what moved was at rest, and when all plates were: a board rings on after the hand has gone. */
  readonly startedAt: EpochMs;
  readonly restedAt: EpochMs;
  readonly settledAt: EpochMs;
  /** The plates that changed, most first. */
  readonly plates: readonly PlateChange[];
  readonly grams: Grams;
  /** One standard deviation of `grams`. */
  readonly error: Grams;
  /** Centre of the change: the plates' centres, each weighted by its share. */
  readonly place: StorePoint;
  /** How far the change reaches along the shelf from its place, one standard deviation. */
  readonly spread: Metres;
}
