import { closeSync, fdatasync, fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '@walkout/contracts';
import type { FusionMemory } from '../../core/fusion-machine.ts';
import { fusionError } from '../../errors.ts';
import { encodeRecord, JOURNAL_VERSION, OLDEST_VERSION } from './journal-record.ts';
import type { JournalRecord } from './journal-record.ts';
import { readJournal } from './read-journal.ts';

/** The inputs of fusion on disk, so that a process that was killed can be rebuilt by hearing them again. */
export interface Journal {
  /**
   * Writes a record: when it returns, the record outlives the process; within {@link SYNC_EVERY} it outlives a power cut. A
   * disk that is full or gone is waited for, and whoever waits here acknowledges nothing meanwhile, so that nothing is lost.
   */
  append(record: JournalRecord): void | Promise<void>;
  /**
   * Begins anew with what all records so far have come to. Whole or not at all, also in a power cut: says whether it was done;
   * a disk that does not take it is no trouble, for all is there still.
   */
  beginAgain(memory: FusionMemory, words: readonly Word[]): boolean;
  /** Bytes on the disk. */
  size(): number;
  /** What is written is on the disk then. */
  close(): void;
}

/** A word that somebody may have missed. */
export type Word = Omit<Extract<JournalRecord, { kind: 'word' }>, 'kind'>;

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
    if (record.kind === 'begin' && (record.version > JOURNAL_VERSION || record.version < OLDEST_VERSION || record.store !== store)) {
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
  const next = `${path}.next`;
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
  const begin: JournalRecord = { kind: 'begin', version: JOURNAL_VERSION, store: options.store };
  let dirty = false;
  let isSyncing = false;
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

  function beginAgain(memory: FusionMemory, words: readonly Word[]): boolean {
    if (isSyncing || blocked !== undefined) return false;
    const bytes = Buffer.concat([{ ...begin, memory }, ...words.map((word): JournalRecord => ({ kind: 'word', ...word }))].map(encodeRecord));
    let fresh: number | undefined;
    try {
      fresh = openSync(next, 'w+', 0o600);
      writeWhole(fresh, bytes, 0);
      fsyncSync(fresh);
      renameSync(next, path);
    } catch {
      if (fresh === undefined) return false;
      closeSync(fresh);
      rmSync(next, { force: true });
      return false;
    }
    closeSync(file);
    [file, end, dirty] = [fresh, bytes.length, true];
    try {
      // Or a power cut could bring the old one back, without what is appended from now on.
      syncFolder(folder);
    } catch (error) {
      onTrouble(error as Error);
    }
    return true;
  }

  if (end === 0) {
    write(begin);
    fdatasyncSync(file);
    syncFolder(folder);
  }
  const syncing = setInterval(() => {
    if (!dirty) return;
    dirty = false;
    isSyncing = true;
    fdatasync(file, (error) => {
      isSyncing = false;
      if (error !== null) onTrouble(error);
    });
  }, SYNC_EVERY);
  return {
    append: (record) => (blocked === undefined ? tryAppend(record) : blocked.then(() => tryAppend(record))),
    beginAgain,
    size: () => end,
    close() {
      clearInterval(syncing);
      fdatasyncSync(file);
      closeSync(file);
    },
  };
}
