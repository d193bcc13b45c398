import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { endWithUs } from './end-with-us.ts';

export interface ServiceCommand {
  /** What people call it: `edge node of camera north`. */
  readonly name: string;
  /** The program, from the root of the repository: `fusion/src/main.ts`, or as `npm run build` made it. */
  readonly program: string;
  readonly args: readonly string[];
  /** For Node itself. */
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another checkout of the repository; by default this one. */
  readonly root?: string;
}

/** How a process ended. */
export interface ServiceEnd {
  /** Exit status; `null` when a signal ended it. */
  readonly status: number | null;
  /** What it said last, on either stream. */
  readonly lastLines: string;
}

/** A service in a process of its own. */
export interface ServiceProcess {
  readonly name: string;
  /** Process number; `undefined` when it could not be started. */
  readonly pid: number | undefined;
  readonly ended: Promise<ServiceEnd>;
  /** Resolves with the first match in a line that the service says; never, if it says none. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to end and sees to it that it does. */
  stop(): Promise<void>;
}

const LINES_KEPT = 8;
/** Long enough to send what is waiting and to close a database. */
const GRACE_MS = 4_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** Starts a service of this repository with the Node that runs here. */
export function startService({ name, program, args, nodeFlags = [], env, root = ROOT }: ServiceCommand): ServiceProcess {
  const child = spawn(process.execPath, [...nodeFlags, ...(program.endsWith('.ts') ? ['--import', TSX] : []), join(root, program), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithUs(child);
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      for (const listener of listeners) listener(line);
    });
  }
  const ended = new Promise<ServiceEnd>((resolve) => {
    child.once('error', (error) => resolve({ status: null, lastLines: error.message }));
    child.once('close', (status) => resolve({ status, lastLines: lines.join('\n') }));
  });
  return {
    name,
    pid: child.pid,
    ended,
    says(pattern) {
      return new Promise((resolve) => {
        const listener = (line: string) => {
          const match = pattern.exec(line);
          if (match === null) return;
          listeners.delete(listener);
          resolve(match);
        };
        listeners.add(listener);
        lines.forEach(listener);
      });
    },
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
