import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from './set-up-error.mjs';

/**
 * Whether a version of Node fits `>=20.19`, the one kind of range that package.json's `engines` holds.
 *
 * @param {string} version such as `20.20.2`
 * @param {string} range   such as `>=20.19`
 */
export function satisfies(version, range) {
  const numbers = (/** @type {string} */ text) => text.replace(/^\D*/, '').split('.').map(Number);
  const [have, want] = [numbers(version), numbers(range)];
  const differing = want.findIndex((number, i) => number !== (have[i] ?? 0));
  return differing === -1 || (have[differing] ?? 0) > (want[differing] ?? 0);
}

/** @param {string} root */
export function checkNodeVersion(root) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!satisfies(process.versions.node, engines.node)) {
    throw new SetUpError('NODE_TOO_OLD', `${process.versions.node} where ${engines.node} is needed`);
  }
}
