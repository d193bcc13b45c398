import { chmodSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { WalkoutError } from '@walkout/contracts';
import { storeServerError } from '../../errors.ts';
import { migrate, MIGRATIONS_FOLDER } from './migrate.ts';

export type { Database };
const OWNER_ONLY = 0o600;
/** The pages that a day's visits touch; SQLite's own 2 MB are read again and again. */
const CACHE_KIBIBYTES = 64 * 1024;

/**
 * Opens (or makes) the database file, readable by its owner alone, and brings it up to date. What is committed
 * outlives the process at once, and a power cut when `createDurable` has waited for it. A database that is refused, or
 * that cannot be brought up to date, stays as it was.
 *
 * @param migrations folder of the numbered SQL files
 * @throws WalkoutError DATABASE_UNUSABLE, DATABASE_NEWER
 */
export function openDatabase(file: string, migrations = MIGRATIONS_FOLDER): Database {
  let database: Database | undefined;
  try {
    database = new Sqlite(file);
    chmodSync(file, OWNER_ONLY);
    // Without it INSERT OR REPLACE would delete behind the back of the triggers that guard receipts.
    database.pragma('recursive_triggers = ON');
    database.pragma('busy_timeout = 5000');
    database.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    // What a savepoint would undo is small.
    database.pragma('temp_store = MEMORY');
    migrate(database, migrations);
    database.pragma('foreign_keys = ON');
    // Written into the file for good, so only once the database is known to be ours and up to date.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof WalkoutError) throw cause;
    throw Object.assign(storeServerError('DATABASE_UNUSABLE', `${file}: ${(cause as Error).message}`), { cause });
  }
}
