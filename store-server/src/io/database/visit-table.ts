import type { Cart, CartLine, EpochMs, Passage } from '@walkout/contracts';
import type { ReviewReason } from '../../core/judge-cart.ts';
import type { Visit, VisitState } from '../../core/visit.ts';
import type { Database } from './open-database.ts';

interface VisitRow {
  readonly ordinal: number;
  readonly visit: string;
  readonly gate: string | null;
  readonly openedAt: EpochMs | null;
  readonly state: VisitState;
  readonly reasons: string;
  readonly cart: string | null;
}

export interface VisitPage {
  readonly state?: VisitState | undefined;
  /** Only visits that opened before the one of this ordinal. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface Decision {
  readonly visit: string;
  readonly revision: number;
  readonly lines: readonly Pick<CartLine, 'product' | 'quantity'>[];
  readonly decidedAt: EpochMs;
}

const SELECT = `SELECT ordinal, visits.visit, gate, opened_at AS openedAt, state, reasons, carts.body AS cart
  FROM visits LEFT JOIN carts ON carts.visit = visits.visit`;

const toVisit = (row: VisitRow): Visit => ({
  ordinal: row.ordinal,
  visit: row.visit,
  state: row.state,
  reasons: JSON.parse(row.reasons) as ReviewReason[],
  ...(row.gate === null || row.openedAt === null ? {} : { entry: { gate: row.gate, openedAt: row.openedAt } }),
  ...(row.cart === null ? {} : { cart: JSON.parse(row.cart) as Cart }),
});

/** Passages, visits, their latest carts, and decisions. Nothing here opens a transaction: its caller does. */
export function visitTable(database: Database) {
  const byId = database.prepare(`${SELECT} WHERE visits.visit = ?`);
  const outline = database.prepare('SELECT ordinal, visit, gate, opened_at AS openedAt, state, reasons, NULL AS cart FROM visits WHERE visit = ?');
  const ordinalOf = database.prepare('SELECT ordinal FROM visits WHERE visit = ?').pluck();
  const page = database.prepare(`${SELECT} WHERE ordinal < :before ORDER BY ordinal DESC LIMIT :limit`);
  const pageOfState = database.prepare(`${SELECT} WHERE state = :state AND ordinal < :before ORDER BY ordinal DESC LIMIT :limit`);
  const passage = database.prepare(`INSERT OR IGNORE INTO passages (passage, gate, direction, captured_at, credential_sha256, visit, staff)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const isKnown = database.prepare('SELECT 1 FROM visits WHERE visit = ? AND opened_at IS NOT NULL').pluck();
  // INSERT OR IGNORE would use up an ordinal whenever it ignores.
  const ensure = database.prepare(`INSERT INTO visits (visit, state) SELECT :visit, 'open'
    WHERE NOT EXISTS (SELECT 1 FROM visits WHERE visit = :visit)`);
  const setEntry = database.prepare('UPDATE visits SET gate = ?, opened_at = ? WHERE visit = ?');
  const putCart = database.prepare(`INSERT INTO carts (visit, revision, body) VALUES (:visit, :revision, :body)
    ON CONFLICT (visit) DO UPDATE SET revision = :revision, body = :body WHERE :revision > revision`);
  const setState = database.prepare('UPDATE visits SET state = ?, reasons = ? WHERE visit = ?');
  const decide = database.prepare('INSERT INTO decisions (visit, revision, lines, decided_recorded_at) VALUES (?, ?, ?, ?)');
  const found = (row: unknown): Visit | undefined => (row === undefined ? undefined : toVisit(row as VisitRow));
  return {
    find: (visit: string): Visit | undefined => found(byId.get(visit)),
    /** A visit for whoever needs no cart. */
    outline: (visit: string): Omit<Visit, 'cart'> | undefined => found(outline.get(visit)),
    /** What people call a known visit by. */
    ordinalOf: (visit: string): number => ordinalOf.get(visit) as number,
    /** Newest first. */
    list({ state, before = Number.MAX_SAFE_INTEGER, limit }: VisitPage): Visit[] {
      const rows = state === undefined ? page.all({ before, limit }) : pageOfState.all({ state, before, limit });
      return (rows as VisitRow[]).map(toVisit);
    },
    /** Keeps a passage; false when it was known already. */
    addPassage(gate: string, said: Passage, credentialSha256: Buffer | undefined): boolean {
      const visit = said.direction === 'in' && !said.staff ? (said.visit ?? said.passage) : null;
      return passage.run(said.passage, gate, said.direction, said.capturedAt, credentialSha256 ?? null, visit, said.staff ? 1 : 0).changes > 0;
    },
    /** Has somebody been seen coming in for it? */
    isKnown: (visit: string): boolean => isKnown.get(visit) !== undefined,
    /** Makes the visit known; its entry may be seen later. */
    ensure: (visit: string): void => void ensure.run({ visit }),
    setEntry: (visit: string, { gate, openedAt }: NonNullable<Visit['entry']>): void => void setEntry.run(gate, openedAt, visit),
    /** Keeps a cart; false when the visit has one of this revision or a later one. */
    putCart: (cart: Cart): boolean =>
      putCart.run({ visit: cart.visit, revision: cart.revision, body: JSON.stringify(cart) }).changes > 0,
    setState: (visit: string, state: VisitState, reasons: readonly ReviewReason[] = []): void =>
      void setState.run(state, JSON.stringify(reasons), visit),
    addDecision: ({ visit, revision, lines, decidedAt }: Decision): void =>
      void decide.run(visit, revision, JSON.stringify(lines), decidedAt),
  };
}
export type VisitTable = ReturnType<typeof visitTable>;
