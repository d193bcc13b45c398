import { Worker } from 'node:worker_threads';

/** Runs a program of this folder on a thread of its own. @param program `./broker-thread.ts` */
export const thread = (program: string, options?: unknown): Worker =>
  new Worker(new URL('./thread.mjs', import.meta.url), { workerData: { program: new URL(program, import.meta.url).href, options } });

/** The first message of a thread. */
export const firstWord = <T>(worker: Worker): Promise<T> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
