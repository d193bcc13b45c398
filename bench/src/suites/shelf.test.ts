import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runShelf } from './shelf.ts';

const shared = process.env['WALKOUT_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared');
const file = join(shared, 'data/shelf/poses.json');
const here = existsSync(file);

describe.skipIf(!here)(`people in 3D on Shelf${here ? '' : ' (skipped: no data)'}`, () => {
  it('is at least as right as 4D association (mean PCP 0.9827)', () => {
    const { pcp, meanPcp, meanErrorMm } = runShelf(JSON.parse(readFileSync(file, 'utf8')));
    expect(pcp['0']).toBeGreaterThanOrEqual(0.998);
    expect(meanPcp).toBeGreaterThanOrEqual(0.9827);
    expect(meanErrorMm).toBeLessThanOrEqual(55);
  });
});
