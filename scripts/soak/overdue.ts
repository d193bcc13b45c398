import Database from 'better-sqlite3';
import type { EpochMs, Milliseconds } from '@walkout/contracts';

/**
 * Counts what the store server should have removed: clips that nobody waits for, shelf events, and carts of settled visits that
 * still say what was in them.
 *
 * @param before what is older should be gone
 */
export function countOverdue(file: string, before: EpochMs, slack: Milliseconds): number {
  const database = new Database(file, { readonly: true });
  try {
    const until = before - slack;
    const count = (sql: string) => database.prepare(sql).pluck().get(until) as number;
    return (
      count(`SELECT count(*) FROM clips WHERE asked_recorded_at < ? AND NOT EXISTS (SELECT 1 FROM visits WHERE visits.visit = clips.visit AND visits.state = 'review')`) +
      count('SELECT count(*) FROM shelf_events WHERE settled_at < ?') +
      count(`SELECT count(*) FROM carts JOIN visits USING (visit) WHERE visits.state = 'settled' AND json_array_length(body, '$.lines') > 0 AND json_extract(body, '$.capturedAt') < ?`)
    );
  } finally {
    database.close();
  }
}
