import Database from 'better-sqlite3';
import type { Cart } from '@walkout/contracts';

/** What became of a visit at the till. */
export interface TillVisit {
  readonly visit: string;
  readonly state: 'open' | 'review' | 'settled';
  /** Of its receipts that are no refunds. */
  readonly receipts: number;
  readonly lines: Readonly<Record<string, number>>;
  /** How often money was taken for it. */
  readonly charges: number;
}

/** Reads what the store server has decided, from its database, after it has ended. */
export function readTill(file: string): TillVisit[] {
  const database = new Database(file, { readonly: true });
  try {
    const visits = database.prepare('SELECT visit, state FROM visits').all() as { visit: string; state: TillVisit['state'] }[];
    const lines = database.prepare('SELECT product, sum(quantity) AS quantity FROM receipt_lines JOIN receipts USING (receipt) WHERE visit = ? GROUP BY product');
    const receipts = database.prepare('SELECT count(*) FROM receipts WHERE visit = ?').pluck();
    const charges = database.prepare("SELECT count(*) FROM payments WHERE visit = ? AND state = 'captured' AND captured > 0").pluck();
    return visits.map(({ visit, state }) => ({
      visit, state,
      receipts: receipts.get(visit) as number,
      lines: Object.fromEntries((lines.all(visit) as { product: string; quantity: number }[]).map(({ product, quantity }) => [product, quantity])),
      charges: charges.get(visit) as number,
    }));
  } finally {
    database.close();
  }
}

/** What came out other than in the undisturbed run, in words; empty: nothing that no person looks at. */
export function differences(till: readonly TillVisit[], undisturbed: ReadonlyMap<string, Cart>): string[] {
  const known = new Map(till.map((one) => [one.visit, one]));
  const found: string[] = [];
  for (const { visit, lines } of undisturbed.values()) {
    const one = known.get(visit);
    if (one === undefined) found.push(`${visit}: the till does not know it`);
    else if (one.state === 'open') found.push(`${visit}: was never settled`);
    else if (one.state === 'settled') {
      const wanted = new Map<string, number>();
      for (const { product, quantity } of lines) wanted.set(product, (wanted.get(product) ?? 0) + quantity);
      for (const product of new Set([...wanted.keys(), ...Object.keys(one.lines)])) {
        const [before, after] = [wanted.get(product) ?? 0, one.lines[product] ?? 0];
        if (before !== after) found.push(`${visit}: ${after} ${product} instead of ${before}, and no review`);
      }
    }
  }
  for (const { visit, receipts, charges } of till) {
    if (!undisturbed.has(visit)) found.push(`${visit}: nobody of this name came`);
    if (receipts > 1) found.push(`${visit}: ${receipts} receipts`);
    if (charges > 1) found.push(`${visit}: charged ${charges} times`);
  }
  return found;
}
