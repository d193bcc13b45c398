import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../format/open-recording.ts';
import type { Recording } from '../../format/open-recording.ts';
import { importNanostore } from './import-nanostore.ts';

const shared = process.env['WALKOUT_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
const source = join(shared, 'data', 'nanostore');
/** Time for a busy machine to read 700,000 samples. */
const PATIENCE = 120_000;
const noData = !existsSync(source);

describe.skipIf(noData)(`import of the real store${noData ? ' (skipped: no data)' : ''}`, () => {
  let folder: string;
  let recording: Recording;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'walkout-test-'));
    await importNanostore(source, join(folder, 'out'), { videos: false });
    recording = await openRecording(join(folder, 'out'));
  }, PATIENCE);
  afterAll(async () => {
    await recording?.close();
    await rm(folder, { recursive: true });
  });

  it('holds all shelves with scales, goods and uncalibrated cameras', () => {
    const { shelves, products, cameras, fixtures } = recording.layout;
    expect([shelves.length, products.length, fixtures.length]).toEqual([29, 121, 5]);
    expect(cameras.map(({ id, calibration }) => [id, calibration])).toEqual([['1', undefined], ['3', undefined], ['5', undefined], ['7', undefined]]);
    expect(recording.info.cameras[0]).toMatchObject({ framesPerSecond: 10, frames: 338 });
  });

  it('has its plates where the nested frames put them', () => {
    const [shelf] = recording.layout.shelves.filter(({ id }) => id === 'gondola-2-shelf-5');
    // The floor's corner is at -64, -110 inches; gondola 2 at (1.2446, 0.4921), the shelf 0.4064 in front of it at 1.4224;
    // plate 4 begins 0.3048 along it, its middle 0.0508 and 0.2032 further.
    const [x, y, z] = shelf!.plates[3]!.centre;
    expect([x, y, z]).toEqual([expect.closeTo(1.6256 + 1.2446 + 0.3556, 4), expect.closeTo(2.794 + 0.4921 - 0.4064 + 0.2032, 4), expect.closeTo(1.4224, 4)]);
    expect(shelf!.facing).toBeCloseTo(-Math.PI / 2, 6);
    const [turned] = recording.layout.shelves.filter(({ id }) => id === 'gondola-5-shelf-1');
    expect(Math.cos(turned!.facing)).toBeCloseTo(-1, 4);
  });

  it('carries the two true events and the receipt, and the weights unchanged', async () => {
    const events = await recording.truth('events');
    expect(events.map(({ shelf, item }) => [shelf, item.product, item.quantity])).toEqual([
      ['gondola-2-shelf-5', 'taco-bell-fire', 1],
      ['gondola-1-shelf-5', 'fiji-water-5-ltr', 1],
    ]);
    expect(new Date(events[0]!.capturedAt).toISOString()).toBe('2020-01-28T22:24:15.000Z');
    expect((await recording.truth('receipts'))[0]!.lines).toHaveLength(2);
    let samples = 0;
    let passages = 0;
    for await (const { name, id, body } of recording.messages()) {
      if (name === 'gatePassages') passages += body.passages.length;
      if (name !== 'shelfWeights' || id !== 'gondola-2-shelf-5') continue;
      if (samples === 0) expect(body.grams[0]![3]).toBe(1093.9);
      samples += body.capturedAt.length;
    }
    expect([samples, passages]).toEqual([2016, 2]);
  }, PATIENCE);

  it('names a file that is missing or is not what it should be', async () => {
    const broken = join(folder, 'broken');
    for (const part of ['store_meta', 'gt', 'video']) await mkdir(join(broken, part), { recursive: true });
    const whole = ['store_meta/Gondolas.json', 'store_meta/Shelves.json', 'store_meta/calibration.json', 'gt/test1-all_product.csv', 'ground_truth_test01.json', 'weights_test1.tar.gz'];
    for (const file of whole) await copyFile(join(source, file), join(broken, file));
    await expect(importNanostore(broken, join(folder, 'never'))).rejects.toMatchObject({ code: 'IMPORT_SOURCE_MISSING' });
    await writeFile(join(broken, 'video', 'cps-test-01-nodepth-cam1.mp4'), 'no video');
    await expect(importNanostore(broken, join(folder, 'never'))).rejects.toThrow(/Plates\.json/);
    await copyFile(join(source, 'store_meta', 'Plates.json'), join(broken, 'store_meta', 'Plates.json'));
    await expect(importNanostore(broken, join(folder, 'never'))).rejects.toMatchObject({ code: 'VIDEO_UNREADABLE' });
    await rm(join(broken, 'weights_test1.tar.gz'));
    await writeFile(join(broken, 'weights_test1.tar.gz'), 'no archive');
    await expect(importNanostore(broken, join(folder, 'never'))).rejects.toMatchObject({ code: 'SOURCE_MALFORMED' });
    expect(existsSync(join(folder, 'never'))).toBe(false);
  }, PATIENCE);
});

describe('import of the real store, bad input', () => {
  it('names a folder that is not there', async () => {
    await expect(importNanostore(join(tmpdir(), 'walkout-nowhere'), join(tmpdir(), 'walkout-never'))).rejects.toMatchObject({ code: 'IMPORT_SOURCE_MISSING' });
  });
});
