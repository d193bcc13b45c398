import type { SuiteOutcome } from '../suite.ts';
import { crowdFor } from '../load/crowd-for.ts';
import { measureLive } from '../load/measure-live.ts';
import { measureDoubling, measureOffline } from '../load/measure-offline.ts';

export interface FusionLoadOptions {
  readonly cameras: number;
  /** At once in the hall; without it as many as make eight in a view offline, and one a camera live. */
  readonly shoppers: number | undefined;
  readonly framesPerSecond: number;
  readonly seconds: number;
  readonly offline: boolean;
  readonly doubling: boolean;
  readonly seed: number;
  readonly say: (text: string) => void;
}

/** The references count their frames with so many people in each. */
const IN_VIEW = 8;

/** Fusion under the load of a hall full of shoppers: as a process over a broker, or its core alone as fast as it goes. */
export async function fusionLoadSuite({ offline, doubling, shoppers, ...options }: FusionLoadOptions): Promise<SuiteOutcome> {
  if (offline || doubling) {
    const hall = { ...options, shoppers: shoppers ?? crowdFor(options, IN_VIEW) };
    return { figures: doubling ? measureDoubling(hall) : measureOffline(hall) };
  }
  return measureLive({ ...options, shoppers: shoppers ?? options.cameras });
}
