import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What the set-up has done so far: for each step, a key of what it was done from. It lies inside node_modules, so it is gone
 * when they are.
 *
 * @typedef {Readonly<Record<string, string>>} Stamp
 */

const stampFile = (/** @type {string} */ root) => join(root, 'node_modules', '.walkout', 'stamp.json');

/** @param {string} root @returns {Stamp} empty where there is none that can be read */
export function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampFile(root), 'utf8'));
  } catch {
    return {};
  }
}

/** Adds one step's key. @param {string} root @param {string} step @param {string} key */
export function addToStamp(root, step, key) {
  const file = stampFile(root);
  mkdirSync(dirname(file), { recursive: true });
  const written = `${file}.${process.pid}`;
  writeFileSync(written, JSON.stringify({ ...readStamp(root), [step]: key }, null, 2));
  renameSync(written, file);
}

/** @param {readonly (string | Buffer)[]} parts @returns {string} */
export function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
