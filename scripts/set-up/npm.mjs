import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { SetUpError } from './set-up-error.mjs';

/** @returns {string} npm's own folder */
function npmFolder() {
  const { npm_execpath: running = '', PATH = '' } = process.env;
  if (basename(running) === 'npm-cli.js') return dirname(dirname(running));
  const beside = join(dirname(dirname(process.execPath)), 'lib', 'node_modules', 'npm');
  if (existsSync(beside)) return beside;
  const command = PATH.split(delimiter).map((folder) => join(folder, 'npm')).find((file) => existsSync(file));
  if (command === undefined) throw new SetUpError('TOOL_MISSING', process.execPath);
  return dirname(dirname(realpathSync(command)));
}

/** @returns {string} the script that is npm */
export const npmScript = () => join(npmFolder(), 'bin', 'npm-cli.js');

/** @returns {string} the script that is node-gyp, which npm brings along */
export const nodeGypScript = () => join(npmFolder(), 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');

/** @param {string} folder @returns {boolean} whether it holds the headers of the Node that runs */
function holdsHeaders(folder) {
  const file = join(folder, 'include', 'node', 'node_version.h');
  if (!existsSync(file) || !existsSync(join(folder, 'include', 'node', 'node.h'))) return false;
  return new RegExp(`#define NODE_MODULE_VERSION ${process.versions.modules}\\b`).test(readFileSync(file, 'utf8'));
}

/**
 * How node-gyp is told where Node's headers are: those installed with this Node where there are any, otherwise it fetches them.
 * A `nodedir` of npm's configuration that belongs to another Node is left out, for what it builds would not load.
 *
 * @returns {{ args: readonly string[], env: NodeJS.ProcessEnv }}
 */
export function nodeHeaders() {
  const { npm_config_nodedir: configured, ...env } = process.env;
  const folder = [dirname(dirname(process.execPath)), configured].find((candidate) => candidate !== undefined && holdsHeaders(candidate));
  return { args: folder === undefined ? [] : [`--nodedir=${folder}`], env };
}
