import { randomBytes } from 'node:crypto';

const BYTES = 12;

/** Makes ids that nobody can guess and no two of which meet: 96 random bits after a word that says what it is. */
export type NewId = (kind: string) => string;
export const newId: NewId = (kind) => `${kind}-${randomBytes(BYTES).toString('hex')}`;
