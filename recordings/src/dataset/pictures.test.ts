import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { labelsOf } from './labels.ts';
import { pictures } from './pictures.ts';

const hashes = (seed: number) =>
  [...pictures({ seed, shard: 0, count: 1 })].map(({ rgb, people }) => createHash('sha256').update(rgb).update(JSON.stringify(people)).digest('hex'));

describe('pictures', () => {
  it('makes none when none are asked for', () => {
    expect([...pictures({ seed: 1, shard: 0, count: 0 })]).toEqual([]);
  });

  it('gives the same bytes and labels for the same seed', () => {
    const first = hashes(1);
    expect(first).toHaveLength(1);
    expect(hashes(1)).toEqual(first);
  });
});

describe('labelsOf', () => {
  const truth = {
    visibleBox: [1, 2, 3, 4], fullBox: [1, 2, 3.04, 40], visibleShare: 0.5, keypoints: [[1.26, 2, 2], [700, 2, 0]],
  } as const;

  it('rounds, and blanks what is outside', () => {
    expect(labelsOf([truth])).toEqual([{ box: [1, 2, 3, 40], visibleBox: [1, 2, 3, 4], visibleShare: 0.5, keypoints: [[1.3, 2, 2], [0, 0, 0]] }]);
  });

  it('leaves out who is not to be seen and asks not for who hardly is', () => {
    expect(labelsOf([])).toEqual([]);
    expect(labelsOf([{ ...truth, visibleBox: undefined }])).toEqual([]);
    expect(labelsOf([{ ...truth, visibleShare: 0.05 }])[0]!.ignore).toBe(true);
    expect(labelsOf([{ ...truth, fullBox: [0, 0, 5, 10] }])[0]!.ignore).toBe(true);
  });
});
