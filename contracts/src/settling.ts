import type { Milliseconds } from './units.ts';

/** The longest that a cart waits after its shopper has left, for what was taken last to be weighed; a sure one becomes a receipt then. */
export const SETTLES_WITHIN: Milliseconds = 3_000;
