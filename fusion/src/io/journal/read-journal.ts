import { readSync } from 'node:fs';
import { decodeRecord, lengthOf } from './journal-record.ts';
import type { JournalRecord } from './journal-record.ts';

const CHUNK_BYTES = 1024 * 1024;

/** A record and where in the file it ends, bytes. */
export interface PlacedRecord {
  readonly record: JournalRecord;
  readonly end: number;
}

/** Reads the records of an open journal from its beginning up to its end or to the first that is not whole. */
export function* readJournal(file: number): Generator<PlacedRecord, void, void> {
  let bytes = Buffer.alloc(0);
  let place = 0;
  let end = 0;
  const more = (wanted: number): boolean => {
    while (bytes.length < wanted) {
      const chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, wanted - bytes.length));
      const count = readSync(file, chunk, 0, chunk.length, place);
      if (count === 0) return false;
      place += count;
      bytes = Buffer.concat([bytes, chunk.subarray(0, count)]);
    }
    return true;
  };
  for (;;) {
    more(8);
    const length = lengthOf(bytes);
    if (length === undefined || !more(length)) return;
    const found = decodeRecord(bytes);
    if (found === undefined) return;
    bytes = bytes.subarray(found.length);
    end += found.length;
    yield { record: found.record, end };
  }
}
