import { randomBytes, randomInt } from 'node:crypto';

const SECRET_BYTES = 32;
/** Crockford's base 32: no letter is mistaken for another. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;

/** A secret that only its holder keeps, base64url, 256 bits. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** A one-time code that a person can type: two groups of five, 50 bits. */
export function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]!).join('');
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
}

/** A code as it was typed: case, hyphens, spaces and look-alikes do not matter. */
export const readCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
