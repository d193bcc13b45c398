import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'walkout-bench-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const bench = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'bench/src/main.ts', ...args], { cwd: ROOT, encoding: 'utf8' });

/** A command takes seconds to load, a minute on a machine that is busy. */
const COMMAND_MS = 120_000;

describe('npm run bench', { timeout: COMMAND_MS }, () => {
  it('prints one JSON object and nothing else, and writes the report', () => {
    const tracks = join(folder, 'tracks.txt');
    writeFileSync(tracks, '1,1,0,0,10,10,1,-1,-1,-1\n2,1,1,0,10,10,1,-1,-1,-1\n');
    const out = join(folder, 'report');
    const { status, stdout } = bench('mot', '--gt', tracks, '--tracks', tracks, '--json', '--seed', '3', '--out', out);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ suite: 'mot', seed: 3, HOTA: 1, MOTA: 1, IDF1: 1, machine: { cores: expect.any(Number) }, versions: { code: expect.any(String) } });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(out).sort()).toEqual(['report.html', 'result.json']);
  });

  it.each([
    ['a suite that is not there', ['guess'], /^USAGE: .*"guess" is none of the suites mot/],
    ['an option that is missing', ['mot', '--gt', 'x'], /^USAGE: .*mot needs --tracks/],
    ['data that is not there', ['footage', '--data', 'nowhere'], /^RECORDING_MISSING/],
  ])('refuses %s with status 2 and a sentence', (_, args, sentence) => {
    const { status, stdout, stderr } = bench(...args, '--json');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
  });
});
