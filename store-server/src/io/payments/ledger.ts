import type { EpochMs, MinorUnits } from '@walkout/contracts';
import type { EmbeddedProvider, Outcome } from '../../core/payments/provider.ts';
import type { Database } from '../database/open-database.ts';

export interface LedgerOptions {
  readonly database: Database;
  readonly clock: () => EpochMs;
}

/** A house account as staff see it. */
export interface LedgerAccount {
  readonly account: string;
  /** Minor units that the shopper owes the store; below zero: has paid ahead. */
  readonly owed: MinorUnits;
  /** Held for visits that are under way. */
  readonly held: MinorUnits;
  readonly mostOwed?: MinorUnits;
}

export const LEDGER = 'ledger';
/** The other side of every purchase, and of every payment that a shopper makes on the account. */
const SALES = '@sales';
const CASH = '@cash';
const done: Outcome = { done: true };
const refused = (reason: string): Outcome => ({ done: false, reason });

/**
 * House accounts in the store's own database, kept by double entry: a purchase debits the shopper and credits sales, a refund
 * the other way round, and what a shopper pays on the account credits it again. All it does is done once a key.
 */
export function createLedger({ database, clock }: LedgerOptions) {
  const addAccount = database.prepare('INSERT OR IGNORE INTO ledger_accounts (account) VALUES (?)');
  const setLimit = database.prepare('UPDATE ledger_accounts SET most_owed = ? WHERE account = ?');
  const limitOf = database.prepare('SELECT most_owed FROM ledger_accounts WHERE account = ?').pluck();
  const balance = database.prepare(`SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_postings WHERE debit = :account)
    - (SELECT coalesce(sum(amount), 0) FROM ledger_postings WHERE credit = :account)`).pluck();
  const heldBy = database.prepare(`SELECT coalesce(sum(amount), 0) FROM ledger_holds WHERE account = ? AND state = 'held'`).pluck();
  const addHold = database.prepare("INSERT INTO ledger_holds (key, account, amount, state) VALUES (?, ?, ?, 'held')");
  const hold = database.prepare('SELECT account, amount, state FROM ledger_holds WHERE key = ?');
  const setHold = database.prepare('UPDATE ledger_holds SET state = ? WHERE key = ?');
  const post = database.prepare(`INSERT OR IGNORE INTO ledger_postings (key, debit, credit, amount, posted_at)
    VALUES (:key, :debit, :credit, :amount, :at)`);
  const holdOf = (key: string) => hold.get(key) as { account: string; amount: MinorUnits; state: 'held' | 'captured' | 'released' } | undefined;
  const owed = (account: string): MinorUnits => balance.get({ account }) as MinorUnits;
  const held = (account: string): MinorUnits => heldBy.get(account) as MinorUnits;
  for (const account of [SALES, CASH]) addAccount.run(account);

  const provider: EmbeddedProvider = {
    name: LEDGER,
    embedded: true,
    authorise: ({ key, source, amount }) => {
      if (holdOf(key) !== undefined) return { done: true, reference: key };
      addAccount.run(source);
      const limit = limitOf.get(source) as MinorUnits | null;
      if (limit !== null && owed(source) + held(source) + amount > limit) return refused('beyond what the account may owe');
      addHold.run(key, source, amount);
      return { done: true, reference: key };
    },
    capture: ({ key, reference, amount }) => {
      const found = holdOf(reference);
      if (found === undefined || found.state === 'released') return refused('nothing is held');
      if (amount > found.amount) return refused('more than is held');
      if (found.state === 'captured') return done;
      setHold.run('captured', reference);
      post.run({ key, debit: found.account, credit: SALES, amount, at: clock() });
      return done;
    },
    void: ({ reference }) => {
      if (holdOf(reference)?.state === 'captured') return refused('taken already');
      setHold.run('released', reference);
      return done;
    },
    refund: ({ key, reference, amount }) => {
      const found = holdOf(reference);
      if (found?.state !== 'captured') return refused('nothing was taken');
      post.run({ key, debit: SALES, credit: found.account, amount, at: clock() });
      return done;
    },
  };
  return {
    provider,
    account(account: string): LedgerAccount | undefined {
      const mostOwed = limitOf.get(account) as MinorUnits | null | undefined;
      if (mostOwed === undefined) return undefined;
      return { account, owed: owed(account), held: held(account), ...(mostOwed === null ? {} : { mostOwed }) };
    },
    /** @param mostOwed `undefined`: any amount */
    setLimit(account: string, mostOwed: MinorUnits | undefined): void {
      addAccount.run(account);
      setLimit.run(mostOwed ?? null, account);
    },
    /** The shopper pays on the account; the same key counts once. */
    settle(key: string, account: string, amount: MinorUnits): void {
      addAccount.run(account);
      post.run({ key, debit: CASH, credit: account, amount, at: clock() });
    },
  };
}
export type Ledger = ReturnType<typeof createLedger>;
