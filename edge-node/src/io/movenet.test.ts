import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KEYPOINTS } from '@walkout/contracts';
import { defaultPlaces, resolveModel } from '@walkout/models';
import { loadMovenet } from './movenet.ts';

const mirror = resolve(import.meta.dirname, '../../..', process.env['WALKOUT_SHARED'] ?? '../shared', 'models');
const folder = join(mirror, 'movenet_lightning_int8');
const here = existsSync(folder);
const SIDE = 192;
const cache = mkdtempSync(join(tmpdir(), 'movenet-'));
afterAll(() => rmSync(cache, { recursive: true }));

/** Rows of the reference run: keypoint number, score, x and y as shares of the picture. */
const reference = () =>
  readFileSync(join(folder, 'movenet_single_pose_lightning_ptq_reference.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',').slice(2).map(Number));

describe.skipIf(!here)(`MoveNet, converted from TFLite${here ? '' : ' (skipped: no data)'}`, () => {
  it('puts the keypoints where the reference run of the int8 network put them', async () => {
    const { path, entry } = await resolveModel('movenet', { ...defaultPlaces(), cache, mirror });
    const movenet = await loadMovenet(path, entry.input);
    const crop = execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'squat.bmp'), '-vf', `scale=${SIDE}:${SIDE}:flags=bilinear`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']);
    const found = await movenet(crop);
    const distances = reference().map(([keypoint, , x, y]) => Math.hypot(found[3 * keypoint!]! / SIDE - x!, found[3 * keypoint! + 1]! / SIDE - y!));
    expect(distances).toHaveLength(KEYPOINTS.length);
    // The reference computes in 8 bits, this in floats: a map of 48 cells a side, so one cell is 0.021.
    expect(Math.max(...distances)).toBeLessThan(0.045);
    expect(distances.reduce((sum, distance) => sum + distance, 0) / distances.length).toBeLessThan(0.02);
    // The same picture again, after another one: nothing is carried over.
    await movenet(new Uint8Array(3 * SIDE * SIDE));
    expect(await movenet(crop)).toEqual(found);
  });
});
