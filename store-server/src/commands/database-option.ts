import { existsSync } from 'node:fs';
import { storeServerError } from '../errors.ts';
import { openDatabase } from '../io/database/open-database.ts';
import type { Database } from '../io/database/open-database.ts';

/** The option that names the database of a command beside the server. */
export const databaseOption = { database: { value: 'FILE', required: true, about: "the store server's database" } } as const;

/** Does something with the database of a server, which may be running, and closes it. @throws WalkoutError DATABASE_UNUSABLE, DATABASE_NEWER */
export async function withDatabase<T>(file: string, use: (database: Database) => T | Promise<T>): Promise<T> {
  if (!existsSync(file)) throw storeServerError('DATABASE_UNUSABLE', `${file} is not there`);
  const database = openDatabase(file);
  try {
    return await use(database);
  } finally {
    database.close();
  }
}
