import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { contractError } from '@walkout/contracts';
import { endWithUs } from '../start/end-with-us.ts';

/** Where Debian puts it, outside the path of ordinary users. */
const PROGRAM = '/usr/sbin/mosquitto';
const ASK_EVERY_MS = 20;

export const isMosquittoInstalled = (): boolean => existsSync(PROGRAM);

/** A mosquitto in a process of its own. */
export interface Mosquitto {
  readonly pid: number;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
  /** As a power cut would end it. */
  kill(): Promise<void>;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

/**
 * Starts mosquitto by a configuration file, and waits until it listens.
 *
 * @param port where it will listen by that file
 * @throws     `USAGE` where it is not installed, Error with what it said when it ends instead
 */
export async function startMosquitto(configuration: string, port: number): Promise<Mosquitto> {
  if (!isMosquittoInstalled()) throw contractError('USAGE', `there is no ${PROGRAM}; on Debian: apt-get install mosquitto`);
  const child: ChildProcess = spawn(PROGRAM, ['-c', configuration], { stdio: ['ignore', 'pipe', 'pipe'] });
  endWithUs(child);
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
  const ended = once(child, 'close');
  let isOver = false;
  void ended.then(() => (isOver = true), () => (isOver = true));
  while (!(await answers(port))) {
    if (isOver) throw new Error(`mosquitto ended: ${said}`);
    await delay(ASK_EVERY_MS);
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid!, ended, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
