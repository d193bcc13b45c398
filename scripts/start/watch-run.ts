import type { WalkoutError } from '@walkout/contracts';
import type { RunState } from './run-log.ts';
import type { Services } from './services.ts';
import { watchStillness } from './stillness.ts';
import { watchServices } from './watch-services.ts';

export interface RunWatchOptions {
  readonly services: Services;
  readonly state: Readonly<RunState>;
  /** Seconds of the recording that pass in one. */
  readonly speed: number;
  readonly signal: AbortSignal | undefined;
  /** An edge node ended before its time; the others go on. */
  readonly onCameraLost: (camera: string, error: WalkoutError) => void;
}

export interface RunWatch {
  /** Rejects when nothing can go on, or the signal says so. */
  readonly failure: Promise<never>;
  /** From now on nothing is a failure. */
  dismiss(): void;
}

/** Notices whatever ends a run before its time. */
export function watchRun({ services, state, speed, signal, onCameraLost }: RunWatchOptions): RunWatch {
  const service = watchServices({ services, onCameraLost });
  const stillness = watchStillness(state, speed);
  const aborted = new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
  const failure = Promise.race([service.failure, stillness.failure, aborted]);
  // Whoever does not wait for it just now must not bring the process down.
  failure.catch(() => undefined);
  return {
    failure,
    dismiss() {
      service.dismiss();
      stillness.stop();
    },
  };
}
