import type { EpochMs, Milliseconds } from '@walkout/contracts';
import type { Database } from '../database/open-database.ts';
import { evidenceTables } from '../evidence/evidence-tables.ts';

/** What a sweep has removed. */
export interface Swept {
  readonly carts: number;
  readonly credentials: number;
  readonly shelfEvents: number;
  readonly scans: number;
  readonly clips: number;
}
interface Mark {
  readonly visit: number;
  readonly passage: number;
  readonly shelfEvent: number;
}

const DAY: Milliseconds = 24 * 3_600_000;
const NOTHING: Mark = { visit: 0, passage: 0, shelfEvent: 0 };

/**
 * Removes what tells how somebody moved and shopped once it is old: what carts held, shelf events with the paths of those near
 * them, clips, credentials and scans. A clip stays while somebody has yet to look at it. Receipts, payments and the audit log stay, as the law on books requires. Age goes by when this server heard of a thing.
 *
 * @param keepDays how long it is kept, days
 */
export function createRetention(database: Database, keepDays: number) {
  const mark = database.prepare(`INSERT OR IGNORE INTO retention_marks (marked_at, visit, passage, shelf_event) VALUES (?,
    (SELECT coalesce(max(ordinal), 0) FROM visits), (SELECT coalesce(max(rowid), 0) FROM passages), (SELECT coalesce(max(rowid), 0) FROM shelf_events))`);
  const lastBefore = database.prepare(`SELECT visit, passage, shelf_event AS shelfEvent FROM retention_marks WHERE marked_at <= ?
    ORDER BY marked_at DESC LIMIT 1`);
  const dropMarks = database.prepare(`DELETE FROM retention_marks WHERE marked_at <
    (SELECT max(marked_at) FROM retention_marks WHERE marked_at <= ?)`);
  // The row stays with its revision: an old cart that is told again is then known.
  const emptyCarts = database.prepare(`UPDATE carts SET body = json_set(body, '$.lines', json('[]')) WHERE json_array_length(body, '$.lines') > 0
    AND visit IN (SELECT visit FROM visits WHERE ordinal <= ? AND state = 'settled')`);
  const dropCredentials = database.prepare('UPDATE passages SET credential_sha256 = NULL WHERE rowid <= ? AND credential_sha256 IS NOT NULL');
  const dropEvents = database.prepare('DELETE FROM shelf_events WHERE rowid <= ?');
  const dropScans = database.prepare('DELETE FROM scans WHERE scanned_at <= ?');
  const evidence = evidenceTables(database);
  return {
    /** Removes what is old now. Call it every so often: a thing goes at the first sweep after its time. */
    sweep(now: EpochMs): Swept {
      return database.transaction((): Swept => {
        const until = now - keepDays * DAY;
        const old = (lastBefore.get(until) as Mark | undefined) ?? NOTHING;
        mark.run(now);
        dropMarks.run(until);
        return {
          carts: emptyCarts.run(old.visit).changes,
          credentials: dropCredentials.run(old.passage).changes,
          shelfEvents: dropEvents.run(old.shelfEvent).changes,
          scans: dropScans.run(until).changes,
          clips: evidence.forgetBefore(until),
        };
      }).immediate();
    },
  };
}
export type Retention = ReturnType<typeof createRetention>;
