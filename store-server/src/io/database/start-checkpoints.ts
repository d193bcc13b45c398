import { Worker } from 'node:worker_threads';
import type { Milliseconds } from '@walkout/contracts';
import type { Database } from './open-database.ts';

const EVERY: Milliseconds = 1_000;
const MOST_LOG_BYTES = 256 * 1024 * 1024;

/**
 * Moves what is committed from the write-ahead log into the database file on a thread of its own. SQLite does it inside whichever
 * commit fills the log, and everybody who asks something at that moment waits for the disk.
 *
 * @returns what ends it
 */
export function startCheckpoints(database: Database): () => Promise<void> {
  const usual = database.pragma('wal_autocheckpoint', { simple: true }) as number;
  const thread = new Worker(new URL('./checkpoint-thread.mjs', import.meta.url), {
    workerData: { file: database.name, everyMs: EVERY, mostLogBytes: MOST_LOG_BYTES }, execArgv: [],
  });
  const takeBack = () => void database.pragma(`wal_autocheckpoint = ${usual}`);
  database.pragma('wal_autocheckpoint = 0');
  // A thread that has failed leaves the work to the commits again; the log must not grow for ever.
  thread.once('error', takeBack);
  return async () => {
    thread.off('error', takeBack);
    await thread.terminate();
  };
}
