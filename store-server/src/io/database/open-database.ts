import { chmodSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { WalkoutError } from '@walkout/contracts';
import { storeServerError } from '../../errors.ts';
import { migrate } from './migrate.ts';

export type { Database };
const OWNER_ONLY = 0o600;
/** The pages that a day's visits touch; SQLite's own 2 MB are read again and again. */
const CACHE_KIBIBYTES = 64 * 1024;

/**
 * Opens (or makes) the database file, readable by its owner alone, and brings it up to date. What is committed
 * outlives the process at once, and a power cut when `createDurable` has waited for it.
 *
 * @throws WalkoutError DATABASE_UNUSABLE, DATABASE_NEWER
 */
export function openDatabase(file: string): Database {
  let database: Database | undefined;
  try {
    database = new Sqlite(file);
    chmodSync(file, OWNER_ONLY);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // Without it INSERT OR REPLACE would delete behind the back of the triggers that guard receipts.
    database.pragma('recursive_triggers = ON');
    database.pragma('busy_timeout = 5000');
    database.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    // What a savepoint would undo is small.
    database.pragma('temp_store = MEMORY');
    migrate(database);
    return database;
  } catch (cause) {
    database?.close();
    throw cause instanceof WalkoutError ? cause : storeServerError('DATABASE_UNUSABLE', `${file}: ${(cause as Error).message}`);
  }
}
