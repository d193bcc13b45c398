import { describe, expect, it } from 'vitest';
import { heldOutFrames } from './held-out.ts';

describe('heldOutFrames', () => {
  it('are as many in each look, blue first, and named by how to render them', { timeout: 120_000 }, () => {
    const frames = [...heldOutFrames(1, 1)];
    expect(frames.map(({ look }) => look)).toEqual(['a', 'b']);
    for (const { picture, source } of frames) {
      expect(picture.pixels).toHaveLength(3 * picture.width * picture.height);
      expect(source).toMatch(/--scenes random --look [ab] --seed 900001 /);
    }
  });
});
