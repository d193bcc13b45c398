import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '@walkout/contracts';

/** A process that is started again whenever it ends, as systemd would. */
export interface Supervised {
  readonly pid: () => number | undefined;
  /** Ends it as a power cut would; resolves with how long it took until it served again. */
  kill(): Promise<Milliseconds>;
  /** Stops it for a while without its knowing. */
  holdUp(forMs: Milliseconds): Promise<void>;
  stop(): Promise<void>;
}

export interface Started {
  readonly pid: number;
  /** With its last words, where somebody listened. */
  readonly ended: Promise<{ readonly lastLines?: string }>;
  /** Resolves when it serves. */
  readonly ready: Promise<unknown>;
  stop(): Promise<void>;
}

/** As `RestartSec` in the units under deploy/. */
const RESTART_AFTER: Milliseconds = 100;

/** Another fault may have ended it meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** @throws Error when it ends before it has ever served */
export async function supervise(start: () => Promise<Started>): Promise<Supervised> {
  let isWanted = true;
  let current = await start();
  const endedAtOnce = current.ended.then(({ lastLines = '' }) => {
    throw new Error(`a service ended before it served: ${lastLines}`);
  });
  await Promise.race([current.ready, endedAtOnce]);
  let restarting: Promise<void> | undefined;

  const watch = (process: Started) => void process.ended.then(() => {
    if (!isWanted) return;
    restarting = (async () => {
      await delay(RESTART_AFTER);
      current = await start();
      watch(current);
      await current.ready;
    })();
  });
  watch(current);

  return {
    pid: () => current.pid,
    async kill() {
      await restarting;
      const killed = current;
      const began = performance.now();
      signal(killed.pid, 'SIGKILL');
      await killed.ended;
      // The watch above has been told by now.
      await Promise.resolve();
      await restarting;
      return performance.now() - began;
    },
    async holdUp(forMs) {
      await restarting;
      const { pid } = current;
      signal(pid, 'SIGSTOP');
      await delay(forMs);
      signal(pid, 'SIGCONT');
    },
    async stop() {
      isWanted = false;
      await restarting;
      await current.stop();
    },
  };
}
