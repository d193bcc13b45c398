import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FusionMemory } from '../../core/fusion-machine.ts';
import { encodeRecord, JOURNAL_VERSION } from './journal-record.ts';
import type { JournalRecord } from './journal-record.ts';
import { openJournal } from './open-journal.ts';
import type { Word } from './open-journal.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'walkout-journal-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'inputs.journal');
const clock = (now: number): JournalRecord => ({ kind: 'clock', now });
const BEGIN: JournalRecord = { kind: 'begin', version: JOURNAL_VERSION, store: 'corner' };

const MEMORY: FusionMemory = {
  store: { born: 2, goods: { weights: [{ product: 'oil', mean: 559.5, variance: 2 }], astray: [] }, strays: [], lying: [], shelves: [] },
  buffer: { sources: [{ source: 'gate/in', spokenUpTo: 7, ended: false }], waiting: [] }, ended: [], frames: 3,
};
const WORD: Word = { message: { name: 'cart', id: 'v', body: { visit: 'v', revision: 1, capturedAt: 1, state: 'closed', lines: [] } }, at: 2 };

/** Opens the journal; what it held, and what was damaged. */
function open(store = 'corner') {
  const records: JournalRecord[] = [];
  const damaged: number[] = [];
  const journal = openJournal({ folder, store, onRecord: (record) => void records.push(record), onTrouble: () => {}, onDamage: (bytes) => void damaged.push(bytes) });
  return { journal, records, damaged };
}

function write(...records: JournalRecord[]): void {
  const { journal } = open();
  for (const record of records) void journal.append(record);
  journal.close();
}

describe('the journal', () => {
  it('is made with its folder, and holds nothing at first', () => {
    folder = join(folder, 'new', 'place');
    const { journal, records } = open();
    expect(records).toEqual([]);
    journal.close();
    folder = join(folder, '..', '..');
  });

  it('says again what was written, in order, also what was added later', () => {
    write(clock(1), clock(2));
    write({ kind: 'sent' }, { kind: 'ended', source: 'gate/é' });
    const { journal, records } = open();
    expect(records).toEqual([BEGIN, clock(1), clock(2), { kind: 'sent' }, { kind: 'ended', source: 'gate/é' }]);
    journal.close();
  });

  it('takes up records larger than what is read at once', () => {
    const large: JournalRecord = { kind: 'ended', source: 'x'.repeat(3_000_000) };
    write(clock(1), large, clock(2));
    const { journal, records } = open();
    expect(records).toEqual([BEGIN, clock(1), large, clock(2)]);
    journal.close();
  });

  it('cuts off a last record wherever it ends, keeps those before, and goes on', () => {
    write(clock(1));
    const whole = readFileSync(path());
    const last = encodeRecord(clock(2));
    for (let length = 1; length < last.length; length++) {
      writeFileSync(path(), Buffer.concat([whole, last.subarray(0, length)]));
      const { journal, records, damaged } = open();
      expect(records).toEqual([BEGIN, clock(1)]);
      expect(damaged).toEqual([length]);
      void journal.append(clock(3));
      journal.close();
      const again = open();
      expect(again.records).toEqual([BEGIN, clock(1), clock(3)]);
      again.journal.close();
    }
  });

  it('believes nothing from a flipped bit on, and sets it aside', () => {
    write(clock(1), clock(2), clock(3));
    const bytes = readFileSync(path());
    const place = encodeRecord(BEGIN).length + encodeRecord(clock(1)).length;
    for (const offset of [0, 3, 4, 9, 20]) {
      const flipped = Buffer.from(bytes);
      flipped[place + offset]! ^= 0x10;
      writeFileSync(path(), flipped);
      const { journal, records, damaged } = open();
      expect(records).toEqual([BEGIN, clock(1)]);
      expect(damaged).toEqual([bytes.length - place]);
      expect(statSync(`${path()}.damaged`).size).toBe(bytes.length - place);
      journal.close();
    }
  });

  it('begins again with what all came to and what was said, and is opened there', () => {
    const { journal } = open();
    for (let now = 0; now < 1_000; now++) void journal.append(clock(now));
    const long = journal.size();
    expect(journal.beginAgain(MEMORY, [WORD])).toBe(true);
    expect(journal.size()).toBeLessThan(long / 10);
    void journal.append(clock(2_000));
    journal.close();
    expect(statSync(path()).size).toBe(journal.size());
    const again = open();
    expect(again.records).toEqual([{ ...BEGIN, memory: MEMORY }, { kind: 'word', ...WORD }, clock(2_000)]);
    again.journal.close();
  });

  it('goes on as it is where it cannot begin again', () => {
    const { journal } = open();
    void journal.append(clock(1));
    mkdirSync(`${path()}.next`);
    expect(journal.beginAgain(MEMORY, [])).toBe(false);
    void journal.append(clock(2));
    journal.close();
    rmdirSync(`${path()}.next`);
    const again = open();
    expect(again.records).toEqual([BEGIN, clock(1), clock(2)]);
    again.journal.close();
  });

  it('reads a journal of the version before, and leaves a beginning that a power cut left half done', () => {
    writeFileSync(path(), Buffer.concat([encodeRecord({ kind: 'begin', version: JOURNAL_VERSION - 1, store: 'corner' }), encodeRecord(clock(1))]));
    writeFileSync(`${path()}.next`, 'half');
    const { journal, records } = open();
    expect(records.at(-1)).toEqual(clock(1));
    journal.close();
  });

  it('refuses a journal of another store, or of a later version', () => {
    write(clock(1));
    expect(() => open('elsewhere')).toThrow(expect.objectContaining({ code: 'JOURNAL_FOREIGN' }));
    writeFileSync(path(), encodeRecord({ kind: 'begin', version: 99, store: 'corner' }));
    expect(() => open()).toThrow(expect.objectContaining({ code: 'JOURNAL_FOREIGN' }));
  });

  it('refuses a place that is none', () => {
    appendFileSync(join(folder, 'file'), '');
    folder = join(folder, 'file', 'below');
    expect(() => open()).toThrow(expect.objectContaining({ code: 'JOURNAL_UNUSABLE' }));
    folder = join(folder, '..', '..');
  });
});
