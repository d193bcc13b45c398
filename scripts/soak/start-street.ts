import { Worker } from 'node:worker_threads';
import type { StreetOptions, StreetWord } from './walk-street.ts';

/** The sensors and shoppers of the day, on a thread of their own, so that what is measured here is not held up by them. */
export interface Street {
  /** What each who has left carried out, by visit. */
  readonly truth: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** How far behind the store's time the sensors have been at most, store ms. */
  latestBy(): number;
  /** @throws Error of the thread, if it failed */
  hasEnded(): boolean;
}

export function startStreet(options: StreetOptions): Street {
  const worker = new Worker(new URL('./street-thread.mjs', import.meta.url), { workerData: options });
  const truth = new Map<string, Readonly<Record<string, number>>>();
  let latest = 0;
  let ended = false;
  let failure: Error | undefined;
  worker.on('error', (error: Error) => (failure = error));
  worker.on('message', (word: StreetWord) => {
    if (word.kind === 'left') truth.set(word.visit, word.lines);
    else if (word.kind === 'late') latest = Math.max(latest, word.by);
    else ended = true;
  });
  return {
    truth,
    latestBy: () => latest,
    hasEnded() {
      if (failure !== undefined) throw failure;
      return ended;
    },
  };
}
