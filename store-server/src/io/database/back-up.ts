import { chmodSync, renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { storeServerError } from '../../errors.ts';
import type { Database } from './open-database.ts';

const OWNER_ONLY = 0o600;

/**
 * Copies a database that may be in use to a file, page by page: the copy is of one moment, has been checked, and replaces an
 * older one of that name only then.
 *
 * @throws WalkoutError BACKUP_FAILED; the older copy stays
 */
export async function backUp(database: Database, file: string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await database.backup(unfinished);
    chmodSync(unfinished, OWNER_ONLY);
    const copy = new Sqlite(unfinished);
    try {
      // One file, which can be carried away: nothing of it stays in a log beside it.
      copy.pragma('journal_mode = DELETE');
      const [verdict] = copy.pragma('integrity_check', { simple: false }) as { integrity_check: string }[];
      if (verdict?.integrity_check !== 'ok') throw new Error(verdict?.integrity_check ?? 'it cannot be checked');
    } finally {
      copy.close();
    }
    renameSync(unfinished, file);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw storeServerError('BACKUP_FAILED', `${file}: ${(cause as Error).message}`);
  }
}
