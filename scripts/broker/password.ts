import { pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** As mosquitto 2 writes them; keys are drawn, not thought up, so many rounds would make them no safer. */
const ROUNDS = 101;
const SALT_BYTES = 12;
const HASH_BYTES = 64;
const KEY_BYTES = 32;

const derive = (password: string, salt: Buffer, rounds: number): Buffer => pbkdf2Sync(password, salt, rounds, HASH_BYTES, 'sha512');

/** A key for a device or service: 256 random bits. */
export const newKey = (): string => randomBytes(KEY_BYTES).toString('base64url');

/** What mosquitto keeps of a password in place of it: `$7$rounds$salt$hash`. */
export function hashPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  return `$7$${ROUNDS}$${salt.toString('base64')}$${derive(password, salt, ROUNDS).toString('base64')}`;
}

/** Whether a password is the one of a hash; a hash of another kind fits none. */
export function fitsPassword(password: string, hash: string): boolean {
  const match = /^\$7\$([1-9]\d{0,6})\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/.exec(hash);
  if (match === null) return false;
  const known = Buffer.from(match[3]!, 'base64');
  const given = derive(password, Buffer.from(match[2]!, 'base64'), Number(match[1]));
  return known.length === given.length && timingSafeEqual(known, given);
}
