import Database from 'better-sqlite3';

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
