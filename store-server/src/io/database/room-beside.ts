import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '@walkout/contracts';

const LOOK_EVERY: Milliseconds = 1_000;
/** More than what a store hears within a minute. */
const ROOM = Buffer.alloc(1024 * 1024);

function hasRoom(file: string): boolean {
  const trial = `${file}-room`;
  try {
    const handle = openSync(trial, 'w', 0o600);
    try {
      let left = ROOM.length;
      while (left > 0) left -= writeSync(handle, ROOM, 0, left);
      fsyncSync(handle);
      return true;
    } finally {
      closeSync(handle);
    }
  } catch {
    return false;
  } finally {
    rmSync(trial, { force: true });
  }
}

/** Resolves when the disk of a file takes a megabyte more; it is tried once a second. */
export async function roomBeside(file: string): Promise<void> {
  do await delay(LOOK_EVERY);
  while (!hasRoom(file));
}
