import { closeSync, fdatasync, fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '@walkout/contracts';
import { fusionError } from '../../errors.ts';
import { encodeRecord, JOURNAL_VERSION } from './journal-record.ts';
import type { JournalRecord } from './journal-record.ts';
import { readJournal } from './read-journal.ts';

/** The inputs of fusion on disk, so that a process that was killed can be rebuilt by hearing them again. */
export interface Journal {
  /**
   * Writes a record: when it returns, the record outlives the process; within {@link SYNC_EVERY} it outlives a power cut. A
   * disk that is full or gone is waited for, and whoever waits here acknowledges nothing meanwhile, so that nothing is lost.
   */
  append(record: JournalRecord): void | Promise<void>;
  /** Bytes on the disk. */
  size(): number;
  /** What is written is on the disk then. */
  close(): void;
}

export interface JournalOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly store: string;
  /** Called with each record that is there already, in order. */
  readonly onRecord: (record: JournalRecord) => void;
  /** The disk refuses to be written, or takes what it refused again. */
  readonly onTrouble: (error: Error | undefined) => void;
  /** What stood behind a damaged place was set aside: so many bytes, in this file. */
  readonly onDamage: (bytes: number, file: string) => void;
}

/** Whole records reach the disk this often: what a power cut can cost at most. */
export const SYNC_EVERY: Milliseconds = 100;
const RETRY_EVERY: Milliseconds = 500;
const FILE = 'inputs.journal';

/** Replays what is there; returns where the last whole record ends. */
function replay(file: number, { store, onRecord }: JournalOptions): number {
  let wholeUntil = 0;
  for (const { record, end } of readJournal(file)) {
    if (record.kind === 'begin' && (record.version !== JOURNAL_VERSION || record.store !== store)) {
      throw fusionError('JOURNAL_FOREIGN', `version ${record.version} of store "${record.store}", not ${JOURNAL_VERSION} of "${store}"`);
    }
    onRecord(record);
    wholeUntil = end;
  }
  return wholeUntil;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** All of some bytes or none: what a full disk took of them is cut off again. */
function writeWhole(file: number, bytes: Buffer, end: number): void {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written, bytes.length - written, end + written);
  } catch (error) {
    if (written > 0) ftruncateSync(file, end);
    throw error;
  }
}

/**
 * Opens a store's journal and replays it. A record that a dying process left half written is cut off.
 *
 * @throws WalkoutError JOURNAL_FOREIGN, JOURNAL_UNUSABLE
 */
export function openJournal(options: JournalOptions): Journal {
  const { folder, onTrouble, onDamage } = options;
  const path = join(folder, FILE);
  let file: number;
  try {
    mkdirSync(folder, { recursive: true });
    file = openSync(path, 'a+', 0o600);
    closeSync(file);
    file = openSync(path, 'r+');
  } catch (cause) {
    throw fusionError('JOURNAL_UNUSABLE', `${path}: ${(cause as Error).message}`);
  }
  let end = replay(file, options);
  const { size } = fstatSync(file);
  if (size > end) {
    const rest = Buffer.alloc(size - end);
    readSync(file, rest, 0, rest.length, end);
    writeFileSync(`${path}.damaged`, rest);
    ftruncateSync(file, end);
    onDamage(rest.length, `${path}.damaged`);
  }
  let dirty = false;
  let blocked: Promise<void> | undefined;

  function write(record: JournalRecord): void {
    const bytes = encodeRecord(record);
    writeWhole(file, bytes, end);
    end += bytes.length;
    dirty = true;
  }

  async function keepTrying(record: JournalRecord, error: Error): Promise<void> {
    onTrouble(error);
    for (;;) {
      await delay(RETRY_EVERY);
      try {
        write(record);
        onTrouble(undefined);
        return;
      } catch {
        // Said already.
      }
    }
  }

  function tryAppend(record: JournalRecord): void | Promise<void> {
    try {
      write(record);
    } catch (error) {
      return (blocked = keepTrying(record, error as Error).finally(() => (blocked = undefined)));
    }
  }

  if (end === 0) {
    write({ kind: 'begin', version: JOURNAL_VERSION, store: options.store });
    fdatasyncSync(file);
    syncFolder(folder);
  }
  const syncing = setInterval(() => {
    if (!dirty) return;
    dirty = false;
    fdatasync(file, (error) => {
      if (error !== null) onTrouble(error);
    });
  }, SYNC_EVERY);
  return {
    append: (record) => (blocked === undefined ? tryAppend(record) : blocked.then(() => tryAppend(record))),
    size: () => end,
    close() {
      clearInterval(syncing);
      fdatasyncSync(file);
      closeSync(file);
    },
  };
}
