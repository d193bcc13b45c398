import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbeddedBroker } from '../broker/embedded-broker.ts';
import { writeEmptyVisit } from '../testing/empty-visit.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A whole store starts in seconds, in minutes on a machine that is busy. */
const WHOLE_RUN_MS = 400_000;
const COMMAND_MS = 120_000;

let folder: string;
let recording: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'walkout-start-'));
  recording = join(folder, 'empty-visit');
  await writeEmptyVisit(recording);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the real command to its end. */
async function start(...args: string[]): Promise<{ status: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', '--once', '--port', '0', ...args], { cwd: ROOT });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output, errors };
}

describe('npm start', () => {
  it('goes from pixels to a receipt, the same bytes on two brokers', { timeout: WHOLE_RUN_MS }, async () => {
    const broker = await createEmbeddedBroker({ port: 0 });
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const first = await start('--recording', recording, '--speed', 'max', '--out', one);
    expect(first).toMatchObject({ status: 0, errors: '' });
    expect(first.output).toMatch(/tablet: http:\/\/127\.0\.0\.1:\d+\/enrol#\w{5}-\w{5}/);
    expect(first.output).toContain('nothing taken');
    expect(first.output).toContain('1 of 1 right');
    const second = await start('--recording', recording, '--speed', 'max', '--broker', broker.url, '--out', two);
    expect(second.status).toBe(0);
    await broker.close();
    for (const file of ['carts.json', 'receipts.json']) {
      expect(readFileSync(join(two, file), 'utf8')).toBe(readFileSync(join(one, file), 'utf8'));
    }
    expect(JSON.parse(readFileSync(join(one, 'receipts.json'), 'utf8'))).toMatchObject([{ visit: 'visit-1', lines: [], total: 0 }]);
  });

  it('goes on without a camera whose video is missing, and says so', { timeout: WHOLE_RUN_MS }, async () => {
    const maimed = join(folder, 'maimed');
    await writeEmptyVisit(maimed);
    rmSync(join(maimed, 'camera-north.mp4'));
    const { status, output, errors } = await start('--recording', maimed, '--speed', 'max');
    expect(errors).toContain('CAMERA_LOST');
    expect(errors).toContain('camera-north.mp4');
    expect(output).toContain('1 of 1 right');
    expect(status).toBe(0);
  });
});

describe('npm start refuses, with status 2 and a sentence', { timeout: COMMAND_MS }, () => {
  it('a recording that is not there', async () => {
    const { status, errors } = await start('--recording', join(folder, 'nowhere'));
    expect(status).toBe(2);
    expect(errors).toMatch(/^RECORDING_MISSING: .*nowhere.*\n {2}give a folder/);
  });

  it('a recording of another version', async () => {
    const foreign = join(folder, 'foreign');
    await writeEmptyVisit(foreign, 99);
    const { status, errors } = await start('--recording', foreign);
    expect(status).toBe(2);
    expect(errors).toMatch(/^RECORDING_VERSION: .*version 99/);
  });

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, errors } = await start('--recording', recording, '--port', String(port));
    server.close();
    expect(status).toBe(2);
    expect(errors).toMatch(new RegExp(`^PORT_IN_USE: .*${port}\\n.*--port`));
  });

  it('a broker that is away', async () => {
    const { status, errors } = await start('--recording', recording, '--broker', 'mqtt://127.0.0.1:1');
    expect(status).toBe(2);
    expect(errors).toMatch(/^BROKER_UNREACHABLE: .*mqtt:\/\/127\.0\.0\.1:1/);
  });
});
