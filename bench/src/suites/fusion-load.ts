import type { SuiteOutcome } from '../suite.ts';
import { measureLive } from '../load/measure-live.ts';
import { measureOffline } from '../load/measure-offline.ts';

export interface FusionLoadOptions {
  readonly cameras: number;
  /** At once in the hall; without it two a camera offline, which makes about eight in a view, and one a camera live. */
  readonly shoppers: number | undefined;
  readonly framesPerSecond: number;
  readonly seconds: number;
  readonly offline: boolean;
  readonly seed: number;
  readonly say: (text: string) => void;
}

/** Fusion under the load of a hall full of shoppers: as a process over a broker, or its core alone as fast as it goes. */
export async function fusionLoadSuite({ offline, shoppers, ...options }: FusionLoadOptions): Promise<SuiteOutcome> {
  if (offline) return { figures: measureOffline({ ...options, shoppers: shoppers ?? Math.round(1.4 * options.cameras) }) };
  return measureLive({ ...options, shoppers: shoppers ?? options.cameras });
}
