import { isDiskTrouble, machineTroubleText } from '@walkout/contracts/machine-trouble';
import { addGauge, createRegistry, startWatch } from '@walkout/contracts/watch';
import type { Watch } from '@walkout/contracts/watch';
import { createStore } from '../store.ts';
import type { StoreOptions } from '../store.ts';
import { openDatabase } from './database/open-database.ts';
import type { Database } from './database/open-database.ts';
import { roomBeside } from './database/room-beside.ts';
import { BLOCKED } from './store-registry.ts';

export interface OpenStoreOptions extends Omit<StoreOptions, 'database'> {
  readonly databaseFile: string;
  readonly watchPort?: number | undefined;
}

export interface OpenStore {
  readonly database: Database;
  readonly store: ReturnType<typeof createStore>;
}

function tryToOpen({ databaseFile, ...options }: OpenStoreOptions): OpenStore {
  const database = openDatabase(databaseFile);
  try {
    return { database, store: createStore({ ...options, database }) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** All that there is to be seen of a server that waits for room. */
function watchBlocked(port: number, why: string): Promise<Watch> {
  const registry = createRegistry('store-server');
  addGauge(registry, { ...BLOCKED, look: () => 1 });
  return startWatch({ port, registry, troubles: () => [`${why}, and the database cannot be opened`] });
}

/**
 * Opens the database and the store on it. A disk that is full is waited for, and health says so meanwhile: a process that ended
 * instead would be started again and again, and nobody could ask it why.
 *
 * @throws WalkoutError DATABASE_UNUSABLE, DATABASE_NEWER, PORT_IN_USE
 */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  let watch: Watch | undefined;
  for (let isFirst = true; ; isFirst = false) {
    try {
      const opened = tryToOpen(options);
      await watch?.close();
      return opened;
    } catch (error) {
      const cause = isDiskTrouble(error) ? error : (error as Error).cause;
      if (!isDiskTrouble(cause)) throw error;
      const why = machineTroubleText(cause);
      if (isFirst) options.logger.error({ err: cause }, `${why}: the database cannot be opened; it is tried again until there is room`);
      if (isFirst && options.watchPort !== undefined) watch = await watchBlocked(options.watchPort, why);
    }
    await roomBeside(options.databaseFile);
  }
}
