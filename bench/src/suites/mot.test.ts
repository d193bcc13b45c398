import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { motSuite } from './mot.ts';

const shared = process.env['WALKOUT_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared');
const folder = join(shared, 'data/mot');
const here = existsSync(folder);

describe.skipIf(!here)(`mot on TUD-Campus${here ? '' : ' (skipped: no data)'}`, () => {
  it('gives what TrackEval gives', async () => {
    const { IDSW, ...expected } = JSON.parse(readFileSync(join(folder, 'expected_trackeval.json'), 'utf8'))['TUD-Campus'];
    const score = await motSuite({ gt: join(folder, 'TUD-Campus/gt.txt'), tracks: join(folder, 'TUD-Campus/test.txt') });
    expect(score.IDSW).toBe(IDSW);
    for (const key of ['HOTA', 'DetA', 'AssA', 'LocA', 'MOTA', 'MOTP', 'IDF1', 'IDP', 'IDR', 'Frag', 'MT', 'PT', 'ML'] as const) {
      expect(score[key], key).toBeCloseTo(expected[key], 9);
    }
    expect([score.FP, score.FN]).toEqual([expected.CLR_FP, expected.CLR_FN]);
    expect([score.recall, score.precision]).toEqual([expect.closeTo(expected.CLR_Re, 9), expect.closeTo(expected.CLR_Pr, 9)]);
  });
});

describe('mot', () => {
  it('names a file that cannot be read', async () => {
    await expect(motSuite({ gt: 'no-such-file.txt', tracks: 'x' })).rejects.toMatchObject({ code: 'DATA_MISSING' });
  });
});
