import { storeServerError } from '../../errors.ts';
import type { AuditLog } from '../access/audit-log.ts';
import type { Database } from '../database/open-database.ts';

/** What was forgotten of somebody. */
export interface Forgotten {
  readonly visits: number;
  /** They stay, without anything that leads to the person. */
  readonly receiptsKept: number;
}

/**
 * Forgets a shopper: name, links, credentials, what carts held, evidence with its clips, decisions and the examples made of
 * them, and what they wrote in claims. Receipts and payments stay, as the law on books requires, and lead to nobody any more.
 * What is deleted is overwritten in the file.
 *
 * @throws WalkoutError SHOPPER_UNKNOWN; SHOPPER_BUSY while they are inside, wait for a review or are being charged
 */
export function forgetShopper(database: Database, shopper: string, audit: AuditLog): Forgotten {
  const known = database.prepare('SELECT count(*) FROM shoppers WHERE shopper = ?').pluck();
  const visitsOf = database.prepare('SELECT visit FROM admissions WHERE shopper = ?').pluck();
  const busy = database.prepare(`SELECT
    EXISTS (SELECT 1 FROM visits JOIN admissions USING (visit) WHERE shopper = :shopper AND visits.state <> 'settled')
    OR EXISTS (SELECT 1 FROM admissions WHERE shopper = :shopper AND state IN ('asking', 'expected'))
    OR EXISTS (SELECT 1 FROM payment_steps JOIN payments USING (payment) JOIN admissions USING (payment) WHERE shopper = :shopper)`).pluck();
  const perVisit = [
    `DELETE FROM shelf_events WHERE event IN (SELECT evidence.value FROM carts, json_each(carts.body, '$.lines') AS line,
      json_each(line.value, '$.evidence') AS evidence WHERE carts.visit = ?)`,
    "UPDATE carts SET body = json_set(body, '$.lines', json('[]')) WHERE visit = ?",
    'UPDATE passages SET credential_sha256 = NULL WHERE coalesce(visit, passage) = ?',
    "UPDATE claims SET note = '' WHERE receipt IN (SELECT receipt FROM receipts WHERE visit = ?)",
    "DELETE FROM scans WHERE answer ->> '$.visit' = ?",
    'DELETE FROM clips WHERE visit = ?',
    // An example is made of every decision that has none.
    'DELETE FROM decisions WHERE visit = ?',
    'DELETE FROM examples WHERE visit = ?',
  ].map((sql) => database.prepare(sql));
  const receipts = database.prepare('SELECT count(*) FROM receipts WHERE visit = ?').pluck();
  const unname = database.prepare("UPDATE admissions SET shopper = NULL, source = '', credential_sha256 = zeroblob(32) WHERE shopper = ?");
  const remove = database.prepare('DELETE FROM shoppers WHERE shopper = ?');

  database.pragma('secure_delete = ON');
  const forgotten = database.transaction((): Forgotten => {
    if (known.get(shopper) === 0) throw storeServerError('SHOPPER_UNKNOWN', `"${shopper}"`);
    if (busy.get({ shopper }) === 1) throw storeServerError('SHOPPER_BUSY', `"${shopper}"`);
    const visits = visitsOf.all(shopper) as string[];
    for (const visit of visits) for (const statement of perVisit) statement.run(visit);
    unname.run(shopper);
    remove.run(shopper);
    const receiptsKept = visits.reduce((sum, visit) => sum + (receipts.get(visit) as number), 0);
    audit.add({ actor: 'command', action: 'shopper forgotten', subject: shopper, detail: { visits: visits.length, receiptsKept } });
    return { visits: visits.length, receiptsKept };
  }).immediate();
  // The write-ahead log still holds what was.
  database.pragma('wal_checkpoint(TRUNCATE)');
  return forgotten;
}
