import { OWN_VISIT } from '@walkout/contracts';
import type { Cart, EpochMs, ReviewExample, ShelfEvent } from '@walkout/contracts';
import type { Database } from '../database/open-database.ts';
import type { ShelfEventTable } from '../database/shelf-event-table.ts';

interface DecisionRow {
  readonly visit: string;
  readonly lines: string;
  readonly decidedAt: EpochMs;
  readonly reasons: string;
  readonly cart: string;
}

/** Only the shopper whose cart it was stays told apart, and only as that. */
const withoutNames = (event: ShelfEvent, visit: string): ShelfEvent => ({
  ...event,
  people: event.people.map(({ probability, visit: theirs }, i) =>
    ({ person: `p-${i + 1}`, probability, ...(theirs === visit ? { visit: OWN_VISIT } : {}) })),
});

/** Every decision as a labelled example. Examples are made of decisions that have none yet, so a crash between the two loses nothing. */
export function exampleTable(database: Database, { shelfEvents, store }: { readonly shelfEvents: ShelfEventTable; readonly store: string }) {
  const decided = database.prepare(`SELECT decisions.visit, decisions.lines, decided_recorded_at AS decidedAt, visits.reasons, carts.body AS cart
    FROM decisions JOIN visits USING (visit) JOIN carts USING (visit) WHERE decisions.visit NOT IN (SELECT visit FROM examples)`);
  const add = database.prepare('INSERT OR IGNORE INTO examples (visit, decided_recorded_at, body) VALUES (?, ?, ?)');
  const all = database.prepare('SELECT body FROM examples ORDER BY decided_recorded_at, visit').pluck();

  function exampleOf({ visit, lines, decidedAt, reasons, cart: body }: DecisionRow): ReviewExample {
    const cart = JSON.parse(body) as Cart;
    const ids = new Set([...cart.lines, ...(cart.perhaps ?? [])].flatMap(({ evidence }) => evidence));
    const known = [...ids].flatMap((id) => shelfEvents.find(id) ?? []);
    return {
      version: 1, store, decidedAt, reasons: JSON.parse(reasons) as string[],
      features: { lines: cart.lines, perhaps: cart.perhaps ?? [], events: known.map((event) => withoutNames(event, visit)) },
      truth: { lines: JSON.parse(lines) as ReviewExample['truth']['lines'] },
    };
  }
  return {
    /** Makes examples of the decisions that have none. */
    keepUp(): void {
      for (const row of decided.all() as DecisionRow[]) add.run(row.visit, row.decidedAt, JSON.stringify(exampleOf(row)));
    },
    *all(): Generator<ReviewExample> {
      for (const body of all.iterate()) yield JSON.parse(body as string) as ReviewExample;
    },
  };
}
export type ExampleTable = ReturnType<typeof exampleTable>;
