import type { Milliseconds, WalkoutError } from '@walkout/contracts';
import { startError } from '../errors.ts';
import type { RunState } from './run-log.ts';

/** Before the first frame: services take seconds to start, minutes on a machine that is busy with much else. */
const START_PATIENCE: Milliseconds = 600_000;
const PATIENCE: Milliseconds = 180_000;
const LOOK_EVERY: Milliseconds = 1_000;

export interface Stillness {
  /** Rejects when for minutes no frame came and nothing was decided. */
  readonly failure: Promise<never>;
  stop(): void;
}

/** Notices a run that hangs. @param speed seconds of the recording that pass in one; a slow replay may be still for longer */
export function watchStillness(state: Readonly<RunState>, speed: number): Stillness {
  let [seen, since] = ['', performance.now()];
  let fail: (error: WalkoutError) => void;
  const failure = new Promise<never>((_, reject) => (fail = reject));
  const timer = setInterval(() => {
    const now = `${state.frames} ${state.watermark} ${state.fusion} ${state.storeServer}`;
    const patience = state.frames === 0 ? START_PATIENCE : PATIENCE / Math.min(1, speed);
    if (now !== seen) [seen, since] = [now, performance.now()];
    else if (performance.now() - since > patience) {
      const decided = state.watermark === 0 ? 'nothing is decided yet' : `all is decided up to ${new Date(state.watermark).toISOString()}`;
      fail(startError('RUN_STANDS_STILL', `fusion is ${state.fusion}, the store server is ${state.storeServer}, ${state.frames} frames came, ${decided}`));
    }
  }, LOOK_EVERY);
  return { failure, stop: () => clearInterval(timer) };
}
