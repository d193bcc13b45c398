import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project } from '@walkout/contracts';
import { calibrate } from '../scenescape/calibrate.ts';
import { readSceneScape } from '../scenescape/source.ts';
import { scoreSceneScape } from './scenescape.ts';

const shared = process.env['WALKOUT_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared');
const folder = join(shared, 'data/scenescape');
const here = existsSync(folder);

describe.skipIf(!here)(`people as boxes on SceneScape's test${here ? '' : ' (skipped: no data)'}`, () => {
  it('finds the cameras from four points each', async () => {
    const { sensors } = await readSceneScape(folder);
    for (const [id, sensor] of Object.entries(sensors)) {
      const { calibration } = calibrate(id, sensor);
      for (const [index, [x, y, z]] of sensor['map points'].entries()) {
        const [u, v] = project(calibration!, [x!, y!, z!])!;
        const [trueU, trueV] = sensor['camera points'][index]!;
        // The first camera's points do not quite fit its lens: 4 px are left.
        expect(Math.hypot(u - trueU!, v - trueV!)).toBeLessThan(5);
      }
    }
  });

  it('keeps both people, nearer than SceneScape itself (mean 0.407 m over three objects)', async () => {
    const rates = scoreSceneScape(await readSceneScape(folder));
    expect(Object.keys(rates)).toContain('10');
    for (const { HOTA, IDF1, meanDistanceM } of Object.values(rates)) {
      expect(HOTA).toBeGreaterThanOrEqual(0.9);
      expect(IDF1).toBeGreaterThanOrEqual(0.999);
      expect(meanDistanceM).toBeLessThanOrEqual(0.2);
    }
  });
});

describe('scenescape', () => {
  it('names a file that cannot be read', async () => {
    await expect(readSceneScape('no-such-folder')).rejects.toMatchObject({ code: 'DATA_MISSING' });
  });
});
