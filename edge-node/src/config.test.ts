import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig, readConfig } from './config.ts';

const FILE = { kind: 'file', path: 'a.mp4', startedAt: 0, framesPerSecond: 10 };
const config = (changes: object = {}) => ({ store: 's', camera: 'c', broker: 'mqtt://localhost:1883', source: FILE, ...changes });

describe('parseConfig', () => {
  it('fills defaults in', () => {
    expect(parseConfig(config(), 'test')).toMatchObject({
      source: { speed: 1 }, models: { detector: 'person-detector', pose: 'person-pose' }, tracking: { confirmAfter: 2 }, waitForFusion: false,
    });
    expect(parseConfig(config({ source: { kind: 'usb', device: 0 } }), 'test').source).toMatchObject({ width: 1280, height: 720 });
  });
  it('does not write into what it is given', () => {
    const given = Object.freeze(config());
    parseConfig(given, 'test');
    expect(given).toEqual(config());
  });
  it.each([
    ['nothing', null, /\//],
    ['no source', { ...config(), source: undefined }, /source\/kind/],
    ['an unknown kind of source', config({ source: { kind: 'tape' } }), /source\/kind/],
    ['an unknown field', config({ colour: 'red' }), /colour/],
    ['an unknown field of the source', config({ source: { ...FILE, colour: 'red' } }), /source.*colour/],
    ['a camera with a slash', config({ camera: 'a/b' }), /\/camera/],
    ['no frame rate', config({ source: { ...FILE, framesPerSecond: 0 } }), /framesPerSecond/],
    ['a start that is no number', config({ source: { ...FILE, startedAt: NaN } }), /startedAt/],
    ['a speed of zero', config({ source: { ...FILE, speed: 0 } }), /speed/],
    ['an address that is no broker', config({ broker: 'localhost' }), /\/broker/],
    ['low above high', config({ models: { lowScore: 0.9, highScore: 0.5 } }), /lowScore/],
  ])('refuses %s by name', (_, value, message) => {
    expect(() => parseConfig(value, 'test')).toThrow(expect.objectContaining({ code: 'CONFIG_MALFORMED', message: expect.stringMatching(message) }));
  });
});

describe('readConfig', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'edge-node-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  it('finds the video beside the file', () => {
    const path = join(folder, 'config.json');
    writeFileSync(path, JSON.stringify(config()));
    expect(readConfig(path).source).toMatchObject({ path: join(folder, 'a.mp4') });
  });
  it('refuses a file that is not there and one that is no JSON', () => {
    const path = join(folder, 'config.json');
    expect(() => readConfig(path)).toThrow(/ENOENT/);
    writeFileSync(path, '{');
    expect(() => readConfig(path)).toThrow(/not JSON/);
  });
});
