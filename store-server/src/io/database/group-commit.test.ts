import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createGroupCommit } from './group-commit.ts';
import { openDatabase } from './open-database.ts';

function openNotes() {
  const file = join(temporaryFolder(), 'store.db');
  const database = openDatabase(file);
  database.exec('CREATE TABLE notes (note TEXT PRIMARY KEY) STRICT');
  const others = new Sqlite(file, { readonly: true });
  onTestFinished(() => {
    others.close();
    database.close();
  });
  const transact = createGroupCommit(database);
  const [add, all] = [database.prepare('INSERT INTO notes VALUES (?)'), others.prepare('SELECT note FROM notes ORDER BY note').pluck()];
  return { transact, note: (note: string) => transact(() => void add.run(note)), seenByOthers: () => all.all(), database };
}

describe('a group of changes', () => {
  it('is nothing when nothing is done', () => {
    const { transact, database } = openNotes();
    expect(transact.committed()).toBeUndefined();
    transact.flush();
    expect(database.inTransaction).toBe(false);
  });

  it('is seen by others all at once, when it is committed', async () => {
    const { transact, note, seenByOthers } = openNotes();
    note('a');
    note('b');
    expect(seenByOthers()).toEqual([]);
    await transact.committed();
    expect(seenByOthers()).toEqual(['a', 'b']);
    // Under load the next one follows after a while.
    note('c');
    expect(seenByOthers()).toEqual(['a', 'b']);
    await transact.committed();
    expect(seenByOthers()).toEqual(['a', 'b', 'c']);
  });

  it('goes on without what failed in it', async () => {
    const { transact, note, seenByOthers } = openNotes();
    note('a');
    expect(() => transact(() => {
      note('b');
      note('a');
    })).toThrow(/UNIQUE/);
    note('c');
    await transact.committed();
    expect(seenByOthers()).toEqual(['a', 'c']);
  });

  it('is committed early where somebody asks', () => {
    const { transact, note, seenByOthers } = openNotes();
    note('a');
    transact.flush();
    expect([seenByOthers(), transact.committed()]).toEqual([['a'], undefined]);
  });

  it('is taken back whole when the disk is full, and nobody is told that it was done', async () => {
    const { database } = openNotes();
    const failures: unknown[] = [];
    const transact = createGroupCommit(database, { onTakenBack: (error) => failures.push(error) });
    const add = database.prepare('INSERT INTO notes VALUES (?)');
    transact(() => void add.run('first'));
    const committed = transact.committed();
    database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true }) as number}`);
    const full = expect.objectContaining({ code: 'SQLITE_FULL' }) as Error;
    expect(() => transact(() => void add.run('x'.repeat(50_000)))).toThrow(full);
    expect(() => transact(() => void add.run('later'))).toThrow(full);
    transact.flush();
    expect(failures).toEqual([full]);
    expect(database.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(0);
    const told = await Promise.race([committed, new Promise((resolve) => setImmediate(() => setImmediate(resolve, 'nobody')))]);
    expect(told).toBe('nobody');
  });
});
