import { createHash } from 'node:crypto';

/** Letters of the hash that make a receipt's id: 80 bits, no two of a store meet in them. */
const ID_LETTERS = 20;

/** The id of the receipt of a visit, or of a refund by what asked for it: the same again in a replay. */
export const receiptIdOf = (subject: string): string =>
  `r-${createHash('sha256').update(subject).digest('hex').slice(0, ID_LETTERS)}`;
