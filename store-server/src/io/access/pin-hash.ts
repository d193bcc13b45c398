import { hash, verify } from '@node-rs/argon2';

/** Argon2id with OWASP's parameters (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. The library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Takes some tens of milliseconds, off the main thread. */
export const hashPin = (pin: string): Promise<string> => hash(pin, COST);

/** Is it the PIN that was hashed? */
export const isPin = (pinHash: string, pin: string): Promise<boolean> => verify(pinHash, pin);
