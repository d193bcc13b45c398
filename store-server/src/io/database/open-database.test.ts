import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '@walkout/contracts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { receiptTable } from './receipt-table.ts';
import { visitTable } from './visit-table.ts';

const RECEIPT: Receipt = {
  receipt: 'r-1', number: 1, visit: 'anna', openedAt: 1, closedAt: 2.5, currency: 'EUR',
  lines: [{ product: 'olives', name: 'Olives', quantity: 1, unitPrice: 107, amount: 107, taxClass: 'reduced', probability: 0.9, evidence: ['e-1'] }],
  discounts: [{ promotion: 'p-1', name: 'Less', product: 'olives', amount: 0 }],
  taxes: [{ taxClass: 'reduced', basisPoints: 700, net: 100, tax: 7, gross: 107 }],
  total: 107,
};

describe('database', () => {
  it('is made once, readable by its owner alone, and opened again as it was', () => {
    const file = join(temporaryFolder(), 'store.db');
    const first = openDatabase(file);
    visitTable(first).ensure('anna');
    first.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = openDatabase(file);
    expect(visitTable(second).find('anna')).toMatchObject({ ordinal: 1, state: 'open' });
    expect(migrate(second)).toEqual([]);
    expect(second.pragma('journal_mode', { simple: true })).toBe('wal');
    second.close();
  });

  it('refuses a file that is no database, and a folder that is not there', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'poem.txt'), 'no database at all, but long enough to have a header '.repeat(20));
    expect(() => openDatabase(join(folder, 'poem.txt'))).toThrowError(expect.objectContaining({ code: 'DATABASE_UNUSABLE' }));
    expect(() => openDatabase(join(folder, 'nowhere', 'store.db'))).toThrowError(expect.objectContaining({ code: 'DATABASE_UNUSABLE' }));
  });

  it('numbers visits without a gap, also when one is heard of again and again', () => {
    const database = openDatabase(join(temporaryFolder(), 'store.db'));
    const visits = visitTable(database);
    for (const visit of ['anna', 'anna', 'anna', 'ben']) visits.ensure(visit);
    expect(visits.find('ben')?.ordinal).toBe(2);
    database.close();
  });
});

describe('migrations', () => {
  const folderWith = (files: Record<string, string>): string => {
    const folder = join(temporaryFolder(), 'migrations');
    mkdirSync(folder);
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
    return folder;
  };
  const first = { '0001-one.sql': 'CREATE TABLE one (a)' };
  const second = { '0002-two.sql': 'CREATE TABLE two (a)' };

  it('run in order, each once', () => {
    const database = new Sqlite(':memory:');
    expect(migrate(database, folderWith(first))).toEqual(['0001-one.sql']);
    expect(migrate(database, folderWith({ ...second, ...first, 'notes.txt': '' }))).toEqual(['0002-two.sql']);
    database.close();
  });

  it('leave nothing behind when one fails', () => {
    const database = new Sqlite(':memory:');
    const broken = folderWith({ ...first, '0002-two.sql': 'CREATE TABLE two (a); CREATE TABEL three (a)' });
    expect(() => migrate(database, broken)).toThrow();
    expect(migrate(database, folderWith({ ...first, ...second }))).toEqual(['0001-one.sql', '0002-two.sql']);
    database.close();
  });

  it('refuse to leave a row that refers to nothing', () => {
    const database = new Sqlite(':memory:');
    const dangling = folderWith({ '0001-one.sql': 'CREATE TABLE one (a PRIMARY KEY); CREATE TABLE two (a REFERENCES one (a)); INSERT INTO two VALUES (1)' });
    expect(() => migrate(database, dangling)).toThrowError(expect.objectContaining({ message: expect.stringContaining('a row of two refers to none of one') }));
    expect(migrate(database, folderWith(first))).toEqual(['0001-one.sql']);
    database.close();
  });

  it('refuse a database that has had more, or another one', () => {
    const database = new Sqlite(':memory:');
    migrate(database, folderWith({ ...first, ...second }));
    expect(() => migrate(database, folderWith(first))).toThrowError(expect.objectContaining({ code: 'DATABASE_NEWER' }));
    const changed = folderWith({ ...first, '0002-two.sql': 'CREATE TABLE two (a, b)' });
    expect(() => migrate(database, changed)).toThrowError(expect.objectContaining({ code: 'DATABASE_UNUSABLE' }));
    database.close();
  });
});

describe('an issued receipt', () => {
  const issued = () => {
    const database = openDatabase(join(temporaryFolder(), 'store.db'));
    for (const visit of ['anna', 'ben']) visitTable(database).ensure(visit);
    const receipts = receiptTable(database);
    database.transaction(() => receipts.add(RECEIPT))();
    return { database, receipts };
  };

  it('is read back as it was', () => {
    const { receipts } = issued();
    expect(JSON.stringify(receipts.find('r-1'))).toBe(JSON.stringify(RECEIPT));
    expect(receipts.ofVisit('ben')).toBeUndefined();
  });

  it.each([
    'UPDATE receipts SET total = 0',
    'DELETE FROM receipts',
    "INSERT OR REPLACE INTO receipts SELECT receipt, number, visit, opened_at, closed_at, currency, 0, refund_of, refund_reason FROM receipts",
    'UPDATE receipt_lines SET amount = 0',
    'DELETE FROM receipt_lines',
    "INSERT INTO receipt_lines SELECT receipt, 1, product, name, quantity, unit_price, amount, probability, tax_class, evidence FROM receipt_lines",
    'UPDATE receipt_discounts SET amount = 0',
    'DELETE FROM receipt_discounts',
    'UPDATE receipt_taxes SET tax = 0',
    'DELETE FROM receipt_taxes',
    "INSERT INTO receipt_taxes SELECT receipt, 1, tax_class, basis_points, net, tax, gross FROM receipt_taxes",
  ])('refuses %s', (sql) => {
    const { database, receipts } = issued();
    expect(() => database.exec(sql)).toThrow();
    expect(receipts.find('r-1')).toEqual(RECEIPT);
  });

  it('is followed by the next number only, and one a visit', () => {
    const { database, receipts } = issued();
    const add = (receipt: Partial<Receipt>) => database.transaction(() => receipts.add({ ...RECEIPT, receipt: 'r-2', visit: 'ben', ...receipt }))();
    expect(() => add({ number: 3 })).toThrow(/without a gap/);
    expect(() => add({ number: 2, visit: 'anna' })).toThrow();
    add({ number: 2 });
    expect(receipts.list({ limit: 5 }).map(({ number }) => number)).toEqual([2, 1]);
    expect(receipts.list({ limit: 5, before: 2 }).map(({ number }) => number)).toEqual([1]);
  });
});
