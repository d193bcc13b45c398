import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** A code is shown for so long … */
export const CODE_SHOWN: Milliseconds = 30_000;
/** … and taken for so long after its window began, so that one just shown is not refused. */
export const CODE_TAKEN: Milliseconds = 60_000;
export const MOST_PEOPLE = 8;

/** What a rotating entry code says. */
export interface EntryCode {
  readonly shopper: string;
  /** How many come in on it, the payer included. */
  readonly people: number;
  /** Counts windows of {@link CODE_SHOWN} since the Unix epoch. */
  readonly window: number;
  /** Makes each code the only one of its kind. */
  readonly nonce: string;
}

/** A code as it was scanned; what it says counts only if the signature is that of `signed`. */
export interface ScannedCode {
  readonly code: EntryCode;
  readonly signed: string;
  readonly signature: string;
}

const VERSION = 'W1';
const SHAPE = /^(W1~([A-Za-z0-9._-]{1,64})~([1-8])~([0-9a-z]{1,12})~([A-Za-z0-9_-]{4,32}))~([A-Za-z0-9_-]{8,64})$/;
const BASE = 36;

export const windowOf = (at: EpochMs): number => Math.floor(at / CODE_SHOWN);

/** The text that is signed: everything that the code says. */
export const codeText = ({ shopper, people, window, nonce }: EntryCode): string =>
  [VERSION, shopper, people, window.toString(BASE), nonce].join('~');

/** Reads a scanned text; `undefined` for anything else than an entry code. */
export function readCode(text: string): ScannedCode | undefined {
  const parts = SHAPE.exec(text);
  if (parts === null) return undefined;
  const [, signed, shopper, people, window, nonce, signature] = parts as unknown as [string, string, string, string, string, string, string];
  return { code: { shopper, people: Number(people), window: Number.parseInt(window, BASE), nonce }, signed, signature };
}

/** May a code of this window be taken now? A code from the future is none of ours. */
export const isFresh = ({ window }: EntryCode, now: EpochMs): boolean => {
  const age = now - window * CODE_SHOWN;
  return age >= 0 && age < CODE_TAKEN;
};
