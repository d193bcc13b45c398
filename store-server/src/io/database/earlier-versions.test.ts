import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '@walkout/contracts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { MIGRATIONS_FOLDER } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { receiptTable } from './receipt-table.ts';
import { visitTable } from './visit-table.ts';

/** What `npm run fixtures` made: databases of earlier versions, each with the receipts that its version said. */
const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.db.gz')).map((name) => name.slice(0, -'.db.gz'.length));

function unpack(name: string): { readonly file: string; readonly receipts: readonly Receipt[] } {
  const file = join(temporaryFolder(), 'store.db');
  writeFileSync(file, gunzipSync(readFileSync(join(FIXTURES, `${name}.db.gz`))));
  return { file, receipts: JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as Receipt[] };
}

describe.each(names)('a database of %s', (name) => {
  it('is brought up to date with every receipt as it was said', () => {
    const { file, receipts } = unpack(name);
    expect(receipts.length).toBeGreaterThan(0);
    const database = openDatabase(file);
    const table = receiptTable(database);
    // Early receipts said less of each line; nothing of what they said may be another.
    for (const receipt of receipts) expect(table.find(receipt.receipt)).toMatchObject(receipt);
    expect(table.list({ limit: 100 })).toHaveLength(receipts.length);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });

  it('goes on where it was: the next visit and receipt have the next numbers', () => {
    const { file, receipts } = unpack(name);
    const database = openDatabase(file);
    const visits = visitTable(database);
    const last = Math.max(...visits.list({ limit: 100 }).map(({ ordinal }) => ordinal));
    visits.ensure('next');
    // The first version left gaps.
    expect(visits.find('next')?.ordinal).toBeGreaterThan(last);
    expect(receiptTable(database).nextNumber()).toBe(receipts.length + 1);
    database.close();
  });

  it('stays as it was, byte for byte, when one of several migrations fails', () => {
    const { file } = unpack(name);
    const before = readFileSync(file);
    const broken = temporaryFolder();
    cpSync(MIGRATIONS_FOLDER, broken, { recursive: true });
    writeFileSync(join(broken, '9998-works.sql'), 'CREATE TABLE works (a)');
    writeFileSync(join(broken, '9999-breaks.sql'), 'DROP TABLE receipt_taxes; CREATE TABLE visits (a)');
    expect(() => openDatabase(file, broken)).toThrow(expect.objectContaining({ code: 'DATABASE_UNUSABLE', message: expect.stringContaining('table visits already exists') }));
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dirname(file))).toEqual(['store.db']);
  });

  it('is refused and left alone once a newer version has had it', () => {
    const { file } = unpack(name);
    const newer = new Sqlite(file);
    newer.prepare("INSERT INTO migrations (number, name, sha256) VALUES (9999, '9999-of-tomorrow.sql', '')").run();
    newer.close();
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({
      code: 'DATABASE_NEWER', message: 'the database was written by a newer version: it has had 9999-of-tomorrow.sql',
    }));
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

it('tests at least the first version of all', () => expect(names.some((name) => name.startsWith('schema-01-'))).toBe(true));
