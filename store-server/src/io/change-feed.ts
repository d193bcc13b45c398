import type { Milliseconds } from '@walkout/contracts';
import type { Visit } from '../core/visit.ts';
import { throttleLatest } from './throttle-latest.ts';

/** What has changed since it was last told. */
export interface Changes {
  readonly visits: readonly Visit[];
  /** Visits whose receipts are new, or whose payments or claims are. */
  readonly receiptsOf: readonly string[];
}

export interface ChangeFeedOptions {
  readonly intervalMs: Milliseconds;
  /** Resolves when what has been done is committed. */
  readonly committed: () => Promise<void> | undefined;
  readonly tell: (changes: Changes) => void;
}

/** Tells what has changed once it is committed: at once in a quiet store, gathered under load, each visit as it is by then. */
export function createChangeFeed({ intervalMs, committed, tell }: ChangeFeedOptions) {
  const visits = new Map<string, Visit>();
  const receiptsOf = new Set<string>();
  const send = throttleLatest<void>(intervalMs, async () => {
    await committed();
    const changes = { visits: [...visits.values()], receiptsOf: [...receiptsOf] };
    visits.clear();
    receiptsOf.clear();
    tell(changes);
  });
  return {
    visit(visit: Visit): void {
      visits.set(visit.visit, visit);
      send();
    },
    receipts(visit: string): void {
      receiptsOf.add(visit);
      send();
    },
    /** Drops what waits. */
    stop: send.stop,
  };
}
