import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmScript } from './npm.mjs';
import { runWithProgress } from './say.mjs';
import { addToStamp, hashOf } from './stamp.mjs';

const STEP = 'node packages';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lock */

/**
 * Whether what npm says is installed is what the lock file asks for: every package in the wanted version, none besides.
 * Optional packages may be missing: most are for other platforms.
 *
 * @param {Lock} wanted     package-lock.json
 * @param {Lock} installed  node_modules/.package-lock.json
 */
export function lockIsInstalled(wanted, installed) {
  const same = (/** @type {LockedPackage} */ a, /** @type {LockedPackage} */ b) => a.version === b.version && a.integrity === b.integrity;
  const isThere = Object.entries(wanted.packages).every(([path, entry]) => {
    const found = installed.packages[path];
    if (found === undefined) return path === '' || entry.optional === true || entry.devOptional === true;
    return same(entry, found);
  });
  return isThere && Object.keys(installed.packages).every((path) => wanted.packages[path] !== undefined);
}

/** @param {string} root */
const lockKey = (root) => hashOf([readFileSync(join(root, 'package-lock.json'))]);

/** @param {string} root */
function isInstalled(root) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));
  return lockIsInstalled(read(join(root, 'package-lock.json')), read(hidden));
}

export const nodePackages = {
  /** @param {{ root: string, stamp: import('./stamp.mjs').Stamp }} context */
  isDone: ({ root, stamp }) => stamp[STEP] === lockKey(root),

  /** @param {{ root: string }} context */
  async run({ root }) {
    if (!isInstalled(root)) {
      await runWithProgress({
        title: 'installing npm packages',
        duration: '1 minute, 900 MB on disk',
        command: process.execPath,
        args: [npmScript(), 'ci', '--no-audit', '--no-fund'],
        cwd: root,
      });
    }
    addToStamp(root, STEP, lockKey(root));
  },
};
