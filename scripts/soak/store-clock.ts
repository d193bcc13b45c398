import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** The store's time, which goes faster than the wall's; `fast-clock.mjs` gives it to the services. */
export interface StoreClock {
  readonly storeStart: EpochMs;
  /** When the store's time is `storeStart`, by the wall. */
  readonly wallStart: EpochMs;
  /** Store seconds that go by in one. */
  readonly speed: number;
}

export const storeTimeOf = ({ storeStart, wallStart, speed }: StoreClock, wall: EpochMs): EpochMs => storeStart + (wall - wallStart) * speed;
export const wallTimeOf = ({ storeStart, wallStart, speed }: StoreClock, at: EpochMs): EpochMs => wallStart + (at - storeStart) / speed;

/**
 * The environment in which a service lives in the store's time.
 *
 * @param heaps folder where it writes down what is left after it has collected its garbage
 */
export const environmentFor = (clock: StoreClock, heaps: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=${new URL('./fast-clock.mjs', import.meta.url).href}`,
  WALKOUT_SOAK_CLOCK: JSON.stringify(clock),
  WALKOUT_SOAK_HEAPS: heaps,
});

export const HOUR: Milliseconds = 3_600_000;
