import { expect, it } from 'vitest';
import { arrangeChannelsInto } from './arrange-channels.ts';

const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
it.each([
  ['NHWC', 'BGR', [1, 2, 3, 4, 5, 6]],
  ['NHWC', 'RGB', [3, 2, 1, 6, 5, 4]],
  ['NCHW', 'BGR', [1, 4, 2, 5, 3, 6]],
  ['NCHW', 'RGB', [3, 6, 2, 5, 1, 4]],
] as const)('arranges as %s %s', (layout, channels, expected) => {
  const target = new Float32Array(6);
  arrangeChannelsInto(target, pixels, { layout, channels });
  expect([...target]).toEqual(expected);
});
