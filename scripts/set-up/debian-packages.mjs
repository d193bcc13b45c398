import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { OPENCV_HEADER } from './opencv-version.mjs';
import { runWithProgress, say } from './say.mjs';
import { SetUpError } from './set-up-error.mjs';

/** @param {string} command */
const onPath = (command) => (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

/**
 * Debian packages, each with how to see that what it brings is there (whoever brought it). Those `forTests` only serve tests that
 * are skipped, visibly, without them.
 */
export const PACKAGES = [
  { name: 'libopencv-dev', forTests: false, isThere: () => existsSync(OPENCV_HEADER) },
  { name: 'ffmpeg', forTests: false, isThere: () => onPath('ffmpeg') },
  { name: 'g++', forTests: false, isThere: () => onPath('g++') },
  { name: 'make', forTests: false, isThere: () => onPath('make') },
  { name: 'python3', forTests: false, isThere: () => onPath('python3') },
  { name: 'mosquitto', forTests: true, isThere: () => existsSync('/usr/sbin/mosquitto') },
  { name: 'chromium', forTests: true, isThere: () => process.env['CHROMIUM'] !== undefined || onPath('chromium') },
];

/** @param {boolean} withTests */
const missing = (withTests) => PACKAGES.filter((entry) => (withTests || !entry.forTests) && !entry.isThere());

/** @param {readonly string[]} names */
const installLine = (names) => `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`;

export const debianPackages = {
  /** @param {{ withTests: boolean }} context */
  isDone: ({ withTests }) => missing(withTests).length === 0,

  /** @param {{ root: string, withTests: boolean }} context */
  async run({ root, withTests }) {
    const wanted = missing(withTests);
    const names = wanted.map((entry) => entry.name);
    if (process.getuid?.() !== 0 || !onPath('apt-get')) {
      say(`${names.join(', ')} missing. On Debian: sudo sh -c '${installLine(names)}'`);
      if (wanted.every((entry) => entry.forTests)) return;
      throw new SetUpError('PACKAGES_MISSING', names.join(', '));
    }
    await runWithProgress({
      title: `installing Debian packages ${names.join(' ')}`,
      duration: '2 minutes, 400 MB',
      command: 'sh',
      args: ['-c', installLine(names)],
      cwd: root,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  },
};
