import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cartOf } from '../../testing/corner-store.ts';
import { openApp } from '../../testing/open-app.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { backUp } from './back-up.ts';
import { openDatabase } from './open-database.ts';

const shop = ({ enter, till }: Pick<Awaited<ReturnType<typeof openApp>>, 'enter' | 'till'>, from: number, to: number) => {
  for (let n = from; n < to; n++) {
    enter(`visit-${n}`);
    till.takeCart(cartOf(`visit-${n}`, [['oat-drink', 1]], { state: 'closed' }));
  }
};
const numbersIn = (file: string): number[] => {
  const database = openDatabase(file);
  try {
    return database.prepare('SELECT number FROM receipts ORDER BY number').pluck().all() as number[];
  } finally {
    database.close();
  }
};
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

it('copies a database in use as it was at one moment, and what is restored from it goes on', async () => {
  const one = await openApp();
  shop(one, 0, 40);
  const file = join(temporaryFolder(), 'copy.db');
  const copying = backUp(one.database, file);
  shop(one, 40, 60);
  await copying;
  const copied = numbersIn(file);
  expect(copied).toEqual(upTo(copied.length));
  expect(copied.length).toBeGreaterThanOrEqual(40);
  expect(statSync(file).mode & 0o077).toBe(0);

  // Restored: the file alone, where a database was.
  const restored = join(temporaryFolder(), 'store.db');
  copyFileSync(file, restored);
  const database = openDatabase(restored);
  const next = database.prepare('SELECT max(number) + 1 FROM receipts').pluck().get();
  expect(next).toBe(copied.length + 1);
  expect(() => database.prepare('DELETE FROM receipts').run()).toThrow(/never changed/);
  database.close();
});

it('says when it cannot be made, and leaves nothing behind', async () => {
  const { database } = await openApp();
  const folder = temporaryFolder();
  await expect(backUp(database, join(folder, 'nowhere', 'copy.db'))).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  mkdirSync(join(folder, 'taken'));
  await expect(backUp(database, join(folder, 'taken'))).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  expect(readdirSync(folder)).toEqual(['taken']);
});
