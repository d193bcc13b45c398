import type { ShelfEvent } from '@walkout/contracts';
import type { Database } from './open-database.ts';

/** What fusion has said of the shelves; kept for those who ask why something is in a cart. */
export function shelfEventTable(database: Database) {
  const put = database.prepare(`INSERT INTO shelf_events (event, settled_at, body) VALUES (:event, :settledAt, :body)
    ON CONFLICT (event) DO UPDATE SET settled_at = :settledAt, body = :body`);
  const find = database.prepare('SELECT body FROM shelf_events WHERE event = ?').pluck();
  return {
    put: (event: ShelfEvent): void =>
      void put.run({ event: event.event, settledAt: event.settledAt, body: JSON.stringify(event) }),
    find(event: string): ShelfEvent | undefined {
      const body = find.get(event) as string | undefined;
      return body === undefined ? undefined : (JSON.parse(body) as ShelfEvent);
    },
  };
}
export type ShelfEventTable = ReturnType<typeof shelfEventTable>;
