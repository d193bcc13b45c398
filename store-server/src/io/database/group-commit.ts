import { isMachineTrouble } from '@walkout/contracts/machine-trouble';
import type { Milliseconds } from '@walkout/contracts';
import type { Database } from './open-database.ts';

export interface GroupCommit {
  /** Does a piece of work whole or not at all, whatever else is in the group; what it throws is the caller's. */
  <T>(work: () => T): T;
  /** Resolves when all that has been done so far is committed; `undefined` when it is already. */
  committed(): Promise<void> | undefined;
  /** Commits what waits, at once. */
  flush(): void;
}

export interface GroupCommitOptions {
  /**
   * A group was taken back because the machine failed: a full disk. What knows of it here and what is on the disk are two things
   * now; nothing more is done, and `committed` never resolves, so that nobody is told. A new process is told all of it again.
   */
  readonly onTakenBack?: (error: Error) => void;
}

/** Under load commits follow each other no faster: one costs as much as what dozens of messages change. */
const LEAST_BETWEEN_COMMITS: Milliseconds = 10;

/**
 * One transaction for everything that comes at the same time: under load dozens of messages and requests share a commit, and in
 * a quiet store each has its own at the end of its turn of the event loop. Whoever promises something to the outside waits for
 * `committed` first. Where a commit fails nothing of the group has been acknowledged, so all of it is told again.
 *
 * @source Gray and Reuter, "Transaction Processing", 1993, 9.4.7, group commit
 */
export function createGroupCommit(database: Database, { onTakenBack }: GroupCommitOptions = {}): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  // Within the group's transaction this is a savepoint.
  const whole = database.transaction((work: () => unknown) => work());
  let group: { readonly done: Promise<void>; readonly end: () => void } | undefined;
  let committedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let failure: Error | undefined;

  function takeBack(error: unknown): void {
    if (!isMachineTrouble(error) || onTakenBack === undefined) throw error;
    failure = error;
    if (database.inTransaction) rollback.run();
    onTakenBack(error);
  }
  function end(): void {
    clearTimeout(timer);
    if (group === undefined || failure !== undefined) return;
    try {
      commit.run();
    } catch (error) {
      return takeBack(error);
    }
    const { end: resolve } = group;
    group = undefined;
    committedAt = performance.now();
    resolve();
  }
  function open(): void {
    begin.run();
    let resolve = (): void => undefined;
    const done = new Promise<void>((settled) => (resolve = settled));
    group = { done, end: resolve };
    if (performance.now() - committedAt < LEAST_BETWEEN_COMMITS) timer = setTimeout(end, LEAST_BETWEEN_COMMITS);
    else setImmediate(end);
  }
  /** Nothing but what has just failed was in the group. */
  function drop(): void {
    clearTimeout(timer);
    group?.end();
    group = undefined;
  }
  return Object.assign(<T>(work: () => T): T => {
    if (failure !== undefined) throw failure;
    const isFirst = group === undefined && !database.inTransaction;
    if (isFirst) open();
    try {
      return whole(work) as T;
    } catch (error) {
      // A full disk takes the whole transaction back, and with it what was done before.
      if (isFirst && !database.inTransaction) drop();
      else if (!database.inTransaction) takeBack(error);
      throw error;
    }
  }, { committed: () => group?.done, flush: end });
}
