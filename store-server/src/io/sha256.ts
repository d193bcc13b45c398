import { createHash } from 'node:crypto';

/** SHA-256 of a text as UTF-8. Of a random secret it cannot be guessed back. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
