#!/usr/bin/env node
/**
 * Makes a fresh checkout ready to run: Debian packages, npm packages, native modules, pages. Plain Node and nothing else, since it runs
 * before anything is installed; a step that is done is not done again.
 *
 * `node scripts/set-up.mjs [--tests]`; `--tests` adds what only the tests need.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { debianPackages } from './set-up/debian-packages.mjs';
import { nodePackages } from './set-up/node-packages.mjs';
import { nativeModules } from './set-up/native-modules.mjs';
import { webPages } from './set-up/web-pages.mjs';
import { checkNodeVersion } from './set-up/node-version.mjs';
import { withLock } from './set-up/lock.mjs';
import { readStamp } from './set-up/stamp.mjs';
import { say } from './set-up/say.mjs';
import { SetUpError } from './set-up/set-up-error.mjs';

const STEPS = [debianPackages, nodePackages, nativeModules, webPages];

/** @returns {Promise<void>} */
async function setUp() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const withTests = process.argv.includes('--tests');
  checkNodeVersion(root);
  const context = () => ({ root, withTests, stamp: readStamp(root) });
  const isDone = () => STEPS.every((step) => step.isDone(context()));
  if (isDone()) return;
  await withLock(join(root, '.cache', 'set-up.lock'), async () => {
    // Asked anew at each step: another set-up may just have done it, and one step may undo what a later one had done.
    for (const step of STEPS) if (!step.isDone(context())) await step.run(context());
  });
  say('all is there');
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n  ${error.remedy}\n`);
  process.exitCode = 2;
}
