import type { EpochMs } from '@walkout/contracts';
import type { Claim } from '../../core/claims/claim.ts';
import type { Database } from './open-database.ts';

export interface ClaimPage {
  readonly state?: Claim['state'] | undefined;
  readonly limit: number;
}
type ClaimRow = { readonly [Key in keyof Required<Claim>]: Required<Claim>[Key] | null };

const SELECT = `SELECT claim, receipt, product, quantity, reason, note, state, refund, answer, made_at AS madeAt, decided_at AS decidedAt
  FROM claims`;
const toClaim = (row: unknown): Claim =>
  Object.fromEntries(Object.entries(row as ClaimRow).filter(([, value]) => value !== null)) as unknown as Claim;

/** What shoppers say is wrong. Nothing here opens a transaction: its caller does. */
export function claimTable(database: Database) {
  const byId = database.prepare(`${SELECT} WHERE claim = ?`);
  const ofReceipt = database.prepare(`${SELECT} WHERE receipt = ? ORDER BY made_at, rowid`);
  const page = database.prepare(`${SELECT} WHERE :state IS NULL OR state = :state ORDER BY made_at DESC, rowid DESC LIMIT :limit`);
  const add = database.prepare(`INSERT INTO claims (claim, receipt, product, quantity, reason, note, state, made_at)
    VALUES (:claim, :receipt, :product, :quantity, :reason, :note, 'open', :madeAt)`);
  const decide = database.prepare(`UPDATE claims SET state = :state, refund = :refund, answer = :answer, decided_at = :decidedAt
    WHERE claim = :claim`);
  const open = database.prepare("SELECT count(*) FROM claims WHERE state = 'open'").pluck();
  const openOf = database.prepare("SELECT count(*) FROM claims WHERE receipt = ? AND state = 'open'").pluck();
  return {
    find(claim: string): Claim | undefined {
      const row = byId.get(claim);
      return row === undefined ? undefined : toClaim(row);
    },
    ofReceipt: (receipt: string): Claim[] => ofReceipt.all(receipt).map(toClaim),
    /** Newest first. */
    list: ({ state, limit }: ClaimPage): Claim[] => page.all({ state: state ?? null, limit }).map(toClaim),
    openCount: (): number => open.get() as number,
    openCountOf: (receipt: string): number => openOf.get(receipt) as number,
    add: (claim: Omit<Claim, 'state' | 'refund' | 'answer' | 'decidedAt'>): void => void add.run(claim),
    decide: (claim: string, outcome: { readonly refund?: string; readonly answer?: string | undefined; readonly decidedAt: EpochMs }): void =>
      void decide.run({
        claim, state: outcome.refund === undefined ? 'declined' : 'accepted', refund: outcome.refund ?? null,
        answer: outcome.answer ?? null, decidedAt: outcome.decidedAt,
      }),
  };
}
export type ClaimTable = ReturnType<typeof claimTable>;
