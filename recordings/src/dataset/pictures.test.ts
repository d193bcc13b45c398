import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { labelsOf } from './labels.ts';
import { pictures } from './pictures.ts';

const hashes = (seed: number) =>
  [...pictures({ seed, shard: 0, count: 1, look: 'a' })].map(({ rgb, people }) => createHash('sha256').update(rgb).update(JSON.stringify(people)).digest('hex'));

describe('pictures', () => {
  it('makes none when none are asked for', () => {
    expect([...pictures({ seed: 1, shard: 0, count: 0, look: 'a' })]).toEqual([]);
  });

  it('gives the same bytes and labels for the same seed', () => {
    const first = hashes(1);
    expect(first).toHaveLength(1);
    expect(hashes(1)).toEqual(first);
  });
});

describe('look b', () => {
  const first = (look: 'a' | 'b') => [...pictures({ seed: 3, shard: 0, count: 1, look })][0]!;
  it('shows the same people in other pixels', () => {
    const [a, b] = [first('a'), first('b')];
    expect(b.people).toEqual(a.people);
    const changed = a.rgb.filter((value, at) => Math.abs(value - b.rgb[at]!) > 8).length / a.rgb.length;
    expect(changed).toBeGreaterThan(0.3);
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
    expect(labelsOf([{ ...truth, visibleShare: 0.19 }])[0]!.ignore).toBe(true);
    expect(labelsOf([{ ...truth, fullBox: [0, 0, 5, 15] }])[0]!.ignore).toBe(true);
  });
});
