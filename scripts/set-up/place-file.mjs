import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Copies a file so that whoever looks sees the whole of it or nothing, whatever else copies to the same place.
 *
 * @param {string} from
 * @param {string} to
 */
export function placeFile(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  const written = `${to}.${process.pid}`;
  copyFileSync(from, written);
  renameSync(written, to);
}
