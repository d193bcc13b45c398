import { setTimeout as sleep } from 'node:timers/promises';
import type { EpochMs, FusionStatus, Milliseconds } from '@walkout/contracts';

export interface FusionPaceOptions {
  /** How far a frame may be ahead of fusion's watermark. */
  readonly leadMs: Milliseconds;
  /** When fusion has said nothing for so long, nobody waits for it any more. */
  readonly silenceMs: Milliseconds;
  readonly onSilence: () => void;
}

/** Holds the frames of a file back until fusion is near. */
export interface FusionPace {
  heard(status: FusionStatus): void;
  /** Resolves when a frame captured then may be sent. */
  waitFor(capturedAt: EpochMs, signal: AbortSignal): Promise<void>;
}

export function createFusionPace(options: FusionPaceOptions): FusionPace {
  let watermark: EpochMs | undefined;
  let online = false;
  let silent = false;
  let first: EpochMs | undefined;
  let wake = new AbortController();
  return {
    heard(status) {
      online = status.state === 'online';
      silent = false;
      watermark = status.watermark;
      wake.abort();
      wake = new AbortController();
    },
    async waitFor(capturedAt, signal) {
      first ??= capturedAt;
      // A fusion that has heard nothing yet has no watermark: it may have the beginning.
      const allowed = () => silent || (online && capturedAt <= (watermark ?? first!) + options.leadMs);
      while (!allowed() && !signal.aborted) {
        const woken = AbortSignal.any([wake.signal, signal]);
        await sleep(options.silenceMs, undefined, { signal: woken }).then(() => {
          silent = true;
          options.onSilence();
        }, () => {});
      }
    },
  };
}
