import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '../units.ts';
import { contractError, WalkoutError } from '../errors.ts';
import { isMachineTrouble } from './machine-trouble.ts';

export interface HandleOptions {
  /** The machine failed, or is well again; what was refused is tried again until it succeeds or nobody wants it any more. */
  readonly onBlocked: (error: Error | undefined) => void;
  readonly isWanted: () => boolean;
}

const FIRST_RETRY: Milliseconds = 100;
const SLOWEST_RETRY: Milliseconds = 1_000;

/** A bug stops nothing: it is told under a code of its own. */
const refusalOf = (error: unknown, name: string): WalkoutError => {
  if (error instanceof WalkoutError) return error;
  const refusal = contractError('MESSAGE_UNHANDLED', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof Error) refusal.cause = error;
  return refusal;
};

/** What became of a piece of work: `undefined` when it is done; `'given up'` when nobody wants it any more; else why it was refused. */
export type Verdict = WalkoutError | 'given up' | undefined;

/**
 * Does one piece of work. When the machine fails it is done again, later and later, and whoever waits for it waits: so nothing
 * is lost and nothing overtakes. Any other failure is the work's own and would come back each time: it is returned as a refusal.
 * Work that is done at once is answered at once.
 *
 * @param name what is being handled, for the log
 */
export function handleUntilDone(name: string, work: () => void | Promise<void>, options: HandleOptions): Verdict | Promise<Verdict> {
  try {
    const first = work();
    return first === undefined ? undefined : keepTrying({ name, work, first }, options);
  } catch (error) {
    return isMachineTrouble(error) ? keepTrying({ name, work, first: Promise.reject(error) }, options) : refusalOf(error, name);
  }
}

/** Work of which the first attempt is under way. */
interface Begun {
  readonly name: string;
  readonly work: () => void | Promise<void>;
  readonly first: Promise<void>;
}

async function keepTrying({ name, work, first }: Begun, { onBlocked, isWanted }: HandleOptions): Promise<Verdict> {
  let wasBlocked = false;
  for (let wait = FIRST_RETRY; ; wait = Math.min(2 * wait, SLOWEST_RETRY)) {
    try {
      await (wasBlocked ? work() : first);
      if (wasBlocked) onBlocked(undefined);
      return undefined;
    } catch (error) {
      if (!isMachineTrouble(error)) {
        if (wasBlocked) onBlocked(undefined);
        return refusalOf(error, name);
      }
      if (!wasBlocked) onBlocked(error);
      wasBlocked = true;
    }
    if (!isWanted()) return 'given up';
    await delay(wait);
    if (!isWanted()) return 'given up';
  }
}
