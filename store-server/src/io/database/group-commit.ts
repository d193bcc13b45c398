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

/** Under load commits follow each other no faster: one costs as much as what dozens of messages change. */
const LEAST_BETWEEN_COMMITS: Milliseconds = 10;

/**
 * One transaction for everything that comes at the same time: under load dozens of messages and requests share a commit, and in
 * a quiet store each has its own at the end of its turn of the event loop. Whoever promises something to the outside waits for
 * `committed` first. A commit that fails ends the process: nothing of the group has been acknowledged, so all of it is told again.
 *
 * @source Gray and Reuter, "Transaction Processing", 1993, 9.4.7, group commit
 */
export function createGroupCommit(database: Database): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  // Within the group's transaction this is a savepoint.
  const whole = database.transaction((work: () => unknown) => work());
  let group: { readonly done: Promise<void>; readonly end: () => void } | undefined;
  let committedAt = 0;
  let timer: NodeJS.Timeout | undefined;

  function end(): void {
    clearTimeout(timer);
    if (group === undefined) return;
    const { end: resolve } = group;
    group = undefined;
    commit.run();
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
    const isFirst = group === undefined && !database.inTransaction;
    if (isFirst) open();
    try {
      return whole(work) as T;
    } catch (error) {
      // A full disk takes the whole transaction back, and with it what was done before: then the commit fails.
      if (isFirst && !database.inTransaction) drop();
      throw error;
    }
  }, { committed: () => group?.done, flush: end });
}
