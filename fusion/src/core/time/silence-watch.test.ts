import { expect, it } from 'vitest';
import { createSilenceWatch } from './silence-watch.ts';

it('names who has said nothing for a second and a half, a gate for two, from the beginning on, until they speak again', () => {
  const watch = createSilenceWatch(['camera/a', 'gate/b'], 1_000);
  expect(watch.silent(2_500)).toEqual([]);
  watch.heard('gate/b', 2_500);
  watch.heard('camera/unknown', 2_500);
  expect(watch.silent(2_501)).toEqual(['camera/a']);
  expect(watch.silent(4_501)).toEqual(['camera/a', 'gate/b']);
  watch.heard('camera/a', 4_600);
  expect(watch.silent(4_600)).toEqual(['gate/b']);
});
