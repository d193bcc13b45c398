import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type { GroupCommit } from './group-commit.ts';
import type { Database } from './open-database.ts';

const flush = promisify(fdatasync);

export interface Durable {
  /** Resolves when everything that has been done now is committed and on the disk. */
  (): Promise<void>;
  close(): void;
}

/**
 * The wait before a promise leaves this server: what was committed must outlive a power cut. Commits themselves go to the
 * write-ahead log without waiting (`synchronous = NORMAL`, which a killed process cannot lose); its flush runs on another
 * thread, and one flush serves all who wait. Only the log is opened here: to close the database file itself would give up the
 * locks that SQLite holds on it.
 */
export function createDurable(database: Database, { committed }: Pick<GroupCommit, 'committed'>): Durable {
  // SQLite makes the log when the database is first looked at.
  database.pragma('user_version');
  const log = openSync(`${database.name}-wal`, 'r');
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    next = undefined;
    return (running = flush(log).finally(() => (running = undefined)));
  };
  // A flush under way may have begun before the caller's commit: it waits for the one after.
  const flushed = (): Promise<void> => (running === undefined ? start() : (next ??= running.then(start, start)));
  const wait = (): Promise<void> => committed()?.then(flushed) ?? flushed();
  return Object.assign(wait, { close: () => closeSync(log) });
}
