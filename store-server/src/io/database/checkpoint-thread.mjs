import { statSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const { file, everyMs, mostLogBytes } = workerData;
const database = new Sqlite(file, { fileMustExist: true });
setInterval(() => {
  // Moves pages while the writer goes on; only a log that has grown too long makes it wait, for the few pages since.
  database.pragma('wal_checkpoint(PASSIVE)');
  if (statSync(`${file}-wal`).size > mostLogBytes) database.pragma('wal_checkpoint(TRUNCATE)');
}, everyMs);
