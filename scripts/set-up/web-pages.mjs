import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWithProgress } from './say.mjs';
import { addToStamp, hashOf } from './stamp.mjs';

const STEP = 'web pages';
/** What the pages are built from, and where they are built to. */
const SOURCES = ['store-server/web', 'contracts/src'];
const BUILT = 'store-server/dist/web';

/** @param {string} root */
function sourcesKey(root) {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  ).sort();
  return hashOf(files.flatMap((file) => [file.slice(root.length), readFileSync(file)]));
}

export const webPages = {
  /** @param {{ root: string, stamp: import('./stamp.mjs').Stamp }} context */
  isDone: ({ root, stamp }) => existsSync(join(root, BUILT)) && stamp[STEP] === sourcesKey(root),

  /** @param {{ root: string }} context */
  async run({ root }) {
    const key = sourcesKey(root);
    await runWithProgress({
      title: "building the store server's pages",
      duration: '5 seconds',
      command: process.execPath,
      args: [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', join(root, 'store-server', 'web')],
      cwd: root,
    });
    addToStamp(root, STEP, key);
  },
};
