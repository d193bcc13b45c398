import type { EpochMs, MessageOf } from '@walkout/contracts';

/** A source that replays stays this near to what fusion has decided, in time of the recording. */
const MAX_LEAD_MS = 5_000;

/** Holds a player back until fusion is there and not too far behind. */
export interface FusionLeash {
  /** What fusion says of itself. */
  heard(status: MessageOf<'fusionStatus'>): void;
  /** Resolves when a message of this moment may be sent. */
  ready(at: EpochMs): Promise<void>;
}

/**
 * @param startedAt where the recording begins: as far as that fusion has "decided" when it is there but has not said
 * @param onWait    called once each time when fusion is not there at all
 */
export function createFusionLeash(startedAt: EpochMs, onWait: () => void): FusionLeash {
  let limit: EpochMs | undefined;
  let wake: (() => void) | undefined;
  return {
    heard({ state, watermark }) {
      limit = state === 'offline' ? undefined : Math.max(watermark ?? 0, startedAt) + MAX_LEAD_MS;
      wake?.();
    },
    async ready(at) {
      let told = false;
      while (limit === undefined || at > limit) {
        if (limit === undefined && !told) {
          told = true;
          onWait();
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

