import { randomBytes } from 'node:crypto';
import type { Database } from './open-database.ts';

const SECRET_BYTES = 32;

/** This store's signing secret: made at the first start, the same ever after. */
export function signingSecret(database: Database): Buffer {
  database.prepare("INSERT OR IGNORE INTO secrets (name, value) VALUES ('signing', ?)").run(randomBytes(SECRET_BYTES));
  const row = database.prepare("SELECT value FROM secrets WHERE name = 'signing'").get() as { value: Buffer };
  return row.value;
}
