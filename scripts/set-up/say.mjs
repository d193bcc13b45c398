import { spawn } from 'node:child_process';
import { SetUpError } from './set-up-error.mjs';

const LINES_KEPT = 40;
const TICK_MS = 1_000;
/** Where lines cannot be overwritten (a log), progress is said less often. */
const PLAIN_TICK_MS = 30_000;

/** Says what the set-up does; on stderr, so that stdout stays the command's own. @param {string} text */
export const say = (text) => void process.stderr.write(`set-up: ${text}\n`);

/** @param {number} milliseconds @returns {string} such as `3:07` */
export function minutes(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * @typedef {object} Work
 * @property {string} title     what is done: `building opencv4nodejs`
 * @property {string} duration  about how long it takes: `7 minutes`
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {{ line: RegExp, total: number }} [counts]  lines of output that each stand for one of `total` parts done
 */

/**
 * Runs a command with a running progress line; its own output is shown only where it fails.
 *
 * @param {Work} work
 * @returns {Promise<void>}
 */
export async function runWithProgress(work) {
  const startedAt = performance.now();
  const took = () => minutes(performance.now() - startedAt);
  const lines = /** @type {string[]} */ ([]);
  let done = 0;
  say(`${work.title} (about ${work.duration}) ...`);
  const { isTTY } = process.stderr;
  const show = () => {
    const parts = work.counts === undefined ? '' : `, ${done} of ${work.counts.total}`;
    process.stderr.write(isTTY ? `\r  ${took()}${parts} ` : `  ${took()}${parts}\n`);
  };
  const timer = setInterval(show, isTTY ? TICK_MS : PLAIN_TICK_MS);
  const child = spawn(work.command, work.args, { cwd: work.cwd, env: work.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const read = (/** @type {Buffer} */ chunk) => {
    for (const line of chunk.toString().split('\n').filter(Boolean)) {
      if (work.counts?.line.test(line)) done += 1;
      lines.push(line);
    }
    lines.splice(0, Math.max(0, lines.length - LINES_KEPT));
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  /** @type {string} */
  const end = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? '' : `exit status ${code ?? signal}`));
  });
  clearInterval(timer);
  if (isTTY) process.stderr.write('\r\x1b[K');
  if (end !== '') {
    process.stderr.write(`${lines.join('\n')}\n`);
    throw new SetUpError('STEP_FAILED', `${work.title}: ${end}`);
  }
  say(`${work.title}: done in ${took()}`);
}
