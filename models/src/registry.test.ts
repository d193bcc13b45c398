import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel, listModels, resolveModel } from './index.ts';
import type { ModelEntry, Places } from './index.ts';
import { downloadGraphModel, readGraphModel } from './io/graph-model.ts';
import { download } from './io/model-file.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
let folder: string;
let places: Places;

const entryOf = (source: ModelEntry['source']): ModelEntry => ({ ...findModel('yolox-nano'), name: 'm', source, sha256: sha256('weights') });

function manifestOf(...models: ModelEntry[]) {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ models }));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  places = { home: folder, cache: join(folder, 'cache'), mirror: join(folder, 'mirror') };
  mkdirSync(join(folder, 'mirror', 'deep'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the repository’s manifest', () => {
  it('names our own two networks, and their files have its SHA-256', async () => {
    for (const name of ['person-detector', 'person-pose']) expect((await resolveModel(name)).entry.name).toBe(name);
  });
  it('names each model once', () => {
    const names = listModels().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
  it('refuses a name it does not hold', () => expect(() => findModel('no-such')).toThrow(/no such model.*no-such/));
});

describe('resolveModel', () => {
  it('reads an empty manifest as no model', async () => {
    manifestOf();
    expect(listModels(places)).toEqual([]);
    await expect(resolveModel('m', places)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  });
  it('names what is wrong with a malformed manifest', () => {
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ models: [{ ...entryOf({ file: 'w' }), sha256: 'short' }] }));
    expect(() => listModels(places)).toThrow(/models\/0\/sha256/);
  });
  it('refuses a changed and a missing file of our own', async () => {
    manifestOf(entryOf({ file: 'w.onnx' }));
    await expect(resolveModel('m', places)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' });
    writeFileSync(join(folder, 'w.onnx'), 'other');
    await expect(resolveModel('m', places)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' });
  });
  it('finds a foreign model below the mirror, and refuses a changed one', async () => {
    manifestOf(entryOf({ url: 'https://host.invalid/w.onnx' }));
    const path = join(folder, 'mirror', 'deep', 'w.onnx');
    writeFileSync(path, 'weights');
    expect((await resolveModel('m', places)).path).toBe(path);
    writeFileSync(path, 'other');
    await expect(resolveModel('m', places)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' });
  });
  it('says so when neither cache, mirror nor address has it', async () => {
    manifestOf(entryOf({ url: 'https://host.invalid/w.onnx' }));
    await expect(resolveModel('m', places)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
    await expect(resolveModel('m', { ...places, mirror: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
  });
  it('prefers a whole file in the cache', async () => {
    manifestOf(entryOf({ url: 'https://host.invalid/w.onnx' }));
    mkdirSync(places.cache);
    const cached = join(places.cache, 'm-0.1.1-w.onnx');
    writeFileSync(cached, 'weights');
    expect((await resolveModel('m', places)).path).toBe(cached);
  });
});

describe('download', () => {
  it('keeps what has the right SHA-256 and nothing else', async () => {
    const server = createServer((_, response) => response.end('weights')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/w.onnx`;
    const path = join(folder, 'cache', 'w.onnx');
    await expect(download(url, { path, sha256: sha256('other') })).rejects.toMatchObject({ code: 'MODEL_DAMAGED' });
    await download(url, { path, sha256: sha256('weights') });
    expect(readFileSync(path, 'utf8')).toBe('weights');
    server.close();
  });
});

describe('graph models', () => {
  const weights = new Uint8Array(Float32Array.of(1, 2).buffer);
  const file = JSON.stringify({
    format: 'graph-model', modelTopology: { node: [] },
    weightsManifest: [{ paths: ['group1-shard1of1.bin'], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }],
  });
  it('are fetched whole and read back', async () => {
    const server = createServer((request, response) => response.end(request.url!.startsWith('/m/model.json') ? file : weights)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const target = join(folder, 'cache', 'm');
    await downloadGraphModel(`http://127.0.0.1:${(server.address() as { port: number }).port}/m`, target);
    server.close();
    const model = await readGraphModel(join(target, 'model.json'));
    expect(model.weightSpecs).toEqual([{ name: 'w', shape: [2], dtype: 'float32' }]);
    expect(new Float32Array(model.weightData)).toEqual(Float32Array.of(1, 2));
    rmSync(join(target, 'group1-shard1of1.bin'));
    await expect(readGraphModel(join(target, 'model.json'))).rejects.toMatchObject({ code: 'MODEL_DAMAGED' });
  });
  it('are refused where neither address answers, and where the mirror holds another file', async () => {
    const source = { graphModel: 'https://host.invalid/m', tflite: 'https://host.invalid/m.tflite' };
    manifestOf(entryOf(source));
    await expect(resolveModel('m', places)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
    writeFileSync(join(folder, 'mirror', 'm.tflite'), 'other');
    await expect(resolveModel('m', places)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' });
  });
});
