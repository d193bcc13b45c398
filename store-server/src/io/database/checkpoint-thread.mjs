import { workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const { file, everyMs, mostLogBytes } = workerData;
/** A checkpoint that took no longer has left next to nothing to move. */
const QUICK_MS = 20;
const MOST_TRIES = 10;
const database = new Sqlite(file, { fileMustExist: true });
const pageBytes = database.pragma('page_size', { simple: true });

/** Moves pages while the writer goes on, who begins the log anew whenever all of it has been moved. @returns bytes in the log */
const move = () => database.pragma('wal_checkpoint(PASSIVE)')[0].log * pageBytes;

/** A store that is never quiet: nobody writes until the last pages are moved, so those before are moved first. */
function beginAnew() {
  for (let tries = 0, took = Infinity; took > QUICK_MS && tries < MOST_TRIES; tries += 1) {
    const startedAt = performance.now();
    move();
    took = performance.now() - startedAt;
  }
  database.pragma('wal_checkpoint(RESTART)');
}

setInterval(() => {
  if (move() > mostLogBytes) beginAnew();
}, everyMs);
