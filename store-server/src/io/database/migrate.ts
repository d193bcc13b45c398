import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { storeServerError } from '../../errors.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => NAME.test(name)).sort();
  return names.map((name) => {
    const sql = readFileSync(`${folder}/${name}`, 'utf8');
    return { number: Number(NAME.exec(name)![1]), name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings a database up to date: runs every numbered SQL file it has not had yet, all in one transaction, so that a database is
 * of one version or another and never between. What was run stays as it was: a file that changed afterwards is refused.
 *
 * @returns the names of the files that were run now
 * @throws  WalkoutError DATABASE_NEWER, DATABASE_UNUSABLE
 */
export function migrate(database: Database, folder = MIGRATIONS_FOLDER): string[] {
  database.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT');
  const known = readMigrations(folder);
  const done = database.prepare('SELECT number, name, sha256 FROM migrations ORDER BY number').all() as Migration[];
  for (const old of done) {
    const same = known.find((migration) => migration.number === old.number);
    if (same === undefined) throw storeServerError('DATABASE_NEWER', `it has had ${old.name}`);
    if (same.sha256 !== old.sha256) throw storeServerError('DATABASE_UNUSABLE', `${old.name} has changed since it was run`);
  }
  const missing = known.filter((migration) => !done.some((old) => old.number === migration.number));
  const note = database.prepare('INSERT INTO migrations (number, name, sha256) VALUES (?, ?, ?)');
  if (missing.length === 0) return [];
  // A table that others refer to can only be made anew while nobody watches; SQLite, "ALTER TABLE", section 7.
  database.pragma('foreign_keys = OFF');
  database.transaction(() => {
    for (const { number, name, sql, sha256 } of missing) {
      database.exec(sql);
      note.run(number, name, sha256);
    }
    const [dangling] = database.pragma('foreign_key_check') as { table: string; parent: string }[];
    if (dangling !== undefined) throw storeServerError('DATABASE_UNUSABLE', `a row of ${dangling.table} refers to none of ${dangling.parent}`);
  }).exclusive();
  return missing.map((migration) => migration.name);
}
