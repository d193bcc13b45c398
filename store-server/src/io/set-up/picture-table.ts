import { createHash } from 'node:crypto';
import { pictureType } from '../../core/set-up/picture-type.ts';
import type { PictureType } from '../../core/set-up/picture-type.ts';
import { storeServerError } from '../../errors.ts';
import type { Database } from '../database/open-database.ts';

export interface Picture {
  readonly type: PictureType;
  readonly bytes: Buffer;
}

/** Pictures of products, by the hash of their bytes. */
export function pictureTable(database: Database) {
  const add = database.prepare('INSERT OR IGNORE INTO pictures (sha256, type, bytes) VALUES (?, ?, ?)');
  const find = database.prepare('SELECT type, bytes FROM pictures WHERE sha256 = ?');
  return {
    /** Keeps a picture. @returns its hash @throws WalkoutError PICTURE_UNUSABLE */
    add(bytes: Buffer): string {
      const type = pictureType(bytes);
      if (type === undefined) throw storeServerError('PICTURE_UNUSABLE', 'it does not begin like one');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      add.run(sha256, type, bytes);
      return sha256;
    },
    find: (sha256: string): Picture | undefined => find.get(sha256) as Picture | undefined,
  };
}
export type PictureTable = ReturnType<typeof pictureTable>;
