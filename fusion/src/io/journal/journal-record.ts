import { crc32 } from 'node:zlib';
import type { EpochMs } from '@walkout/contracts';
import type { FusionInput, FusionMemory } from '../../core/fusion-machine.ts';
import type { FusionMessage } from '../../core/store-fusion.ts';

/** What a journal holds, one after another. */
export type JournalRecord =
  /** With what the machine knew then, if it had been running before. */
  | { readonly kind: 'begin'; readonly version: number; readonly store: string; readonly memory?: FusionMemory }
  /** Something that was said before it began, and when by the sensors' time. */
  | { readonly kind: 'word'; readonly message: FusionMessage; readonly at: EpochMs }
  | FusionInput
  /** All that was said of the records before is with the broker. */
  | { readonly kind: 'sent' };

/** Raised with every change that an older reader would misread. */
export const JOURNAL_VERSION = 3;
/** The oldest that this reader understands. */
export const OLDEST_VERSION = 2;
/** Length and checksum of what follows, 32 bits each, little-endian. */
export const HEAD_BYTES = 8;
/** More is no record but a length that was damaged. */
export const MOST_RECORD_BYTES = 16 * 1024 * 1024;

/** A record as it stands in the file: length, CRC-32, JSON. */
export function encodeRecord(record: JournalRecord): Buffer {
  const text = JSON.stringify(record);
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + length);
  bytes.write(text, HEAD_BYTES);
  bytes.writeUInt32LE(length, 0);
  bytes.writeUInt32LE(crc32(bytes.subarray(HEAD_BYTES)), 4);
  return bytes;
}

/** The record at the head of some bytes and how long it is; `undefined`: not all of it is there, or it is damaged. */
export function decodeRecord(bytes: Buffer): { readonly record: JournalRecord; readonly length: number } | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  const length = HEAD_BYTES + bytes.readUInt32LE(0);
  if (length > bytes.length) return undefined;
  const body = bytes.subarray(HEAD_BYTES, length);
  if (crc32(body) !== bytes.readUInt32LE(4)) return undefined;
  return { record: JSON.parse(body.toString('utf8')) as JournalRecord, length };
}

/** Length of the record that begins here, as far as its head can be read and believed. */
export const lengthOf = (bytes: Buffer): number | undefined => {
  if (bytes.length < HEAD_BYTES) return undefined;
  const length = bytes.readUInt32LE(0);
  return length > MOST_RECORD_BYTES ? undefined : HEAD_BYTES + length;
};
