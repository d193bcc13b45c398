import { expect, it } from 'vitest';
import { createSilenceWatch } from './silence-watch.ts';
import type { SilenceWatch } from './silence-watch.ts';

/** Who is silent at the end of a while in which somebody listens. */
function listen(watch: SilenceWatch, from: number, until: number): string[] {
  for (let now = from; now < until; now += 100) watch.silent(now);
  return watch.silent(until);
}

it('names who has said nothing for a second and a half, a gate for two, from the beginning on, until they speak again', () => {
  const watch = createSilenceWatch(['camera/a', 'gate/b'], 1_000);
  expect(listen(watch, 1_000, 2_500)).toEqual([]);
  watch.heard('gate/b', 2_500);
  watch.heard('camera/unknown', 2_500);
  expect(watch.silent(2_501)).toEqual(['camera/a']);
  expect(listen(watch, 2_600, 4_501)).toEqual(['camera/a', 'gate/b']);
  watch.heard('camera/a', 4_600);
  expect(watch.silent(4_600)).toEqual(['gate/b']);
});

it('blames nobody for the time in which nobody listened, and forgives nobody what was before it', () => {
  const watch = createSilenceWatch(['camera/a', 'camera/b'], 0);
  watch.heard('camera/b', 1_000);
  expect(listen(watch, 0, 1_000)).toEqual([]);
  // Held up for a minute: a has been silent for one second, b for none.
  expect(watch.silent(61_000)).toEqual([]);
  expect(listen(watch, 61_100, 61_501)).toEqual(['camera/a']);
  watch.heard('camera/b', 61_600);
  expect(listen(watch, 61_600, 63_101)).toEqual(['camera/a', 'camera/b']);
});
