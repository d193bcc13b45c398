import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeFile } from './place-file.mjs';
import { nativeCache } from './native-cache.mjs';
import { nodeGypScript, nodeHeaders } from './npm.mjs';
import { opencvVersion } from './opencv-version.mjs';
import { runWithProgress, say } from './say.mjs';
import { addToStamp } from './stamp.mjs';

const STEP = 'native modules';
const DISABLE_AUTOBUILD = { OPENCV4NODEJS_DISABLE_AUTOBUILD: '1' };

/**
 * Modules that are compiled here: the scripts of packages do not run at installation, and neither has a prebuilt file that fits.
 *
 * @typedef {object} NativeModule
 * @property {string} name      folder in node_modules
 * @property {string} file      what is built, below that folder
 * @property {string} duration  about how long that takes on two cores
 * @property {() => string} linked  versions of what it is linked with, for its key
 * @property {RegExp} [sources] finds its sources in binding.gyp, to count what is compiled
 */
/** @type {readonly NativeModule[]} */
export const NATIVE_MODULES = [
  { name: 'better-sqlite3', file: 'build/Release/better_sqlite3.node', duration: '2 minutes', linked: () => '' },
  {
    name: 'opencv4nodejs',
    file: 'build/Release/opencv4nodejs.node',
    duration: '7 minutes, once on this machine',
    linked: () => `-opencv${opencvVersion()}`,
    sources: /"cc\/[^"]*\.cc"/g,
  },
];

const folderOf = (/** @type {string} */ root, /** @type {NativeModule} */ module) => join(root, 'node_modules', module.name);

/** @param {string} root @param {NativeModule} module @returns {string} `better-sqlite3-12.9.0-abi115-linux-x64` */
export function keyOf(root, module) {
  const { version } = JSON.parse(readFileSync(join(folderOf(root, module), 'package.json'), 'utf8'));
  return `${module.name}-${version}-abi${process.versions.modules}-${process.platform}-${process.arch}${module.linked()}`;
}

const keysOf = (/** @type {string} */ root) => NATIVE_MODULES.map((module) => keyOf(root, module)).join(' ');

/** @param {string} file @returns {boolean} whether Node can load it, tried in another process, as a bad one may crash it */
function loads(file) {
  try {
    execFileSync(process.execPath, ['-e', 'process.dlopen({ exports: {} }, process.argv[1])', file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} root @param {NativeModule} module */
async function build(root, module) {
  const folder = folderOf(root, module);
  const headers = nodeHeaders();
  const sources = module.sources && readFileSync(join(folder, 'binding.gyp'), 'utf8').match(module.sources);
  await runWithProgress({
    title: `building ${module.name}`,
    duration: module.duration,
    command: process.execPath,
    args: [nodeGypScript(), 'rebuild', '--release', '--jobs', '2', ...headers.args],
    cwd: folder,
    env: { ...headers.env, ...DISABLE_AUTOBUILD },
    ...(sources ? { counts: { line: /^\s*CXX\(target\)/, total: sources.length } } : {}),
  });
}

/** @param {string} root @param {NativeModule} module */
async function bring(root, module) {
  const file = join(folderOf(root, module), module.file);
  const cached = join(nativeCache(), keyOf(root, module), 'module.node');
  if (existsSync(cached)) {
    placeFile(cached, file);
    if (loads(file)) return say(`${module.name}: taken from ${cached}`);
  }
  await build(root, module);
  placeFile(file, cached);
}

export const nativeModules = {
  /** @param {{ root: string, stamp: import('./stamp.mjs').Stamp }} context */
  isDone: ({ root, stamp }) =>
    NATIVE_MODULES.every((module) => existsSync(join(folderOf(root, module), module.file))) && stamp[STEP] === keysOf(root),

  /** @param {{ root: string }} context */
  async run({ root }) {
    for (const module of NATIVE_MODULES) await bring(root, module);
    addToStamp(root, STEP, keysOf(root));
  },
};
