import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockIsInstalled } from './node-packages.mjs';
import { satisfies } from './node-version.mjs';
import { versionInHeader } from './opencv-version.mjs';
import { minutes } from './say.mjs';
import { addToStamp, hashOf, readStamp } from './stamp.mjs';
import { nodeHeaders, nodeGypScript, npmScript } from './npm.mjs';
import { placeFile } from './place-file.mjs';
import { withLock } from './lock.mjs';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'walkout-set-up-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('version of Node', () => {
  it.each([
    ['20.19.0', true], ['20.20.2', true], ['24.0.0', true], ['20.18.9', false], ['18.30.0', false],
  ])('%s fits >=20.19: %s', (version, fits) => expect(satisfies(version, '>=20.19')).toBe(fits));
});

describe('version of OpenCV', () => {
  it('is read from its header', () => {
    const header = '#define CV_VERSION_MAJOR    4\n#define CV_VERSION_MINOR    6\n#define CV_VERSION_REVISION 0\n';
    expect(versionInHeader(header)).toBe('4.6.0');
  });
});

describe('installed packages', () => {
  const lock = (packages: Record<string, object>) => ({ packages });
  const a = { version: '1.0.0', integrity: 'sha512-a' };

  it('are as the lock file wants them', () => {
    expect(lockIsInstalled(lock({ '': {}, 'node_modules/a': a }), lock({ 'node_modules/a': a }))).toBe(true);
  });
  it('may lack optional ones', () => {
    expect(lockIsInstalled(lock({ 'node_modules/a': { ...a, optional: true } }), lock({}))).toBe(true);
  });
  it('may not lack others, be of another version, or more than wanted', () => {
    expect(lockIsInstalled(lock({ 'node_modules/a': a }), lock({}))).toBe(false);
    expect(lockIsInstalled(lock({ 'node_modules/a': a }), lock({ 'node_modules/a': { ...a, version: '1.0.1' } }))).toBe(false);
    expect(lockIsInstalled(lock({}), lock({ 'node_modules/a': a }))).toBe(false);
  });
});

describe('stamp', () => {
  it('is empty where there is none, or it cannot be read', () => {
    expect(readStamp(folder)).toEqual({});
    addToStamp(folder, 'one', 'x');
    writeFileSync(join(folder, 'node_modules/.walkout/stamp.json'), '{"one": ');
    expect(readStamp(folder)).toEqual({});
  });
  it('holds what was added, step by step', () => {
    addToStamp(folder, 'one', 'x');
    addToStamp(folder, 'two', 'y');
    addToStamp(folder, 'one', 'z');
    expect(readStamp(folder)).toEqual({ one: 'z', two: 'y' });
  });
  it('tells apart where one part ends and the next begins', () => {
    expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc']));
  });
});

describe('lock', () => {
  it('lets one work at a time', async () => {
    const file = join(folder, 'lock');
    const order: string[] = [];
    await Promise.all(['a', 'b'].map((name) => withLock(file, async () => {
      order.push(`${name} in`);
      await new Promise(setImmediate);
      order.push(`${name} out`);
    })));
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(existsSync(file)).toBe(false);
  });
  it('is taken over from a process that has died', async () => {
    const file = join(folder, 'lock');
    const dead = spawn('true');
    await new Promise((resolve) => dead.once('close', resolve));
    writeFileSync(file, String(dead.pid));
    expect(await withLock(file, async () => 'done')).toBe('done');
  });
  it('is given back after a failure', async () => {
    const file = join(folder, 'lock');
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });
});

describe('files and tools', () => {
  it('places a file whole, over another, making its folder', () => {
    const [from, to] = [join(folder, 'a'), join(folder, 'deep/er/b')];
    writeFileSync(from, 'one');
    placeFile(from, to);
    writeFileSync(from, 'two');
    placeFile(from, to);
    expect(readFileSync(to, 'utf8')).toBe('two');
  });
  it('finds npm and the node-gyp it brings', () => {
    expect(existsSync(npmScript())).toBe(true);
    expect(existsSync(nodeGypScript())).toBe(true);
  });
  it('never hands on headers of another Node', () => {
    process.env['npm_config_nodedir'] = folder;
    const { args, env } = nodeHeaders();
    expect(args).not.toContain(`--nodedir=${folder}`);
    expect(env).not.toHaveProperty('npm_config_nodedir');
  });
  it('says durations as minutes and seconds', () => {
    expect(minutes(0)).toBe('0:00');
    expect(minutes(187_400)).toBe('3:07');
  });
});
