import { describe, expect, it } from 'vitest';
import { heldOutFrames } from './held-out.ts';

describe('heldOutFrames', () => {
  it('are as many in each look, half of them of shoppers, blue first, and named by how to render them', () => {
    const frames = [...heldOutFrames(2, 1)];
    expect(frames.map(({ look }) => look)).toEqual(['a', 'a', 'b', 'b']);
    expect(frames.map(({ source }) => /--scenes (\w+)/.exec(source)?.[1])).toEqual(['random', 'shopping', 'random', 'shopping']);
    for (const { picture } of frames) expect(picture.pixels).toHaveLength(3 * picture.width * picture.height);
  });
});
