import { describe, expect, it } from 'vitest';
import type { CameraTracks } from '@walkout/contracts';
import { createCameraWatch } from './camera-watch.ts';

/** One person, so many pixels from the left; NaN: nobody. */
const frame = (capturedAt: number, x: number): CameraTracks => ({
  capturedAt, sequence: 0,
  tracks: Number.isNaN(x) ? [] : [{ track: 1, box: [x, 10, 50, 100], score: 0.9, keypoints: [] }] as unknown as CameraTracks['tracks'],
});

/** A watch that has seen a frame every 100 ms; `undefined`: none came. */
function watchOf(...places: (number | undefined)[]) {
  const watch = createCameraWatch();
  places.forEach((x, i) => x !== undefined && watch.observe('north', frame(100 * i, x)));
  return watch;
}

describe('the watch over cameras', () => {
  it('misses no camera that was never there', () => expect(createCameraWatch().troubledSince(1_000)).toBeUndefined());

  it('is content with a camera that speaks, also where nobody is to be seen for long', () => {
    expect(watchOf(1, 2, 3, 4).troubledSince(700)).toBeUndefined();
    expect(watchOf(NaN, NaN, NaN, NaN, NaN, NaN).troubledSince(700)).toBeUndefined();
  });

  it('knows since when a camera is away, and still a while after', () => {
    expect(watchOf(1, 2, 3).troubledSince(601)).toBe(200);
    const back = watchOf(1, 2, undefined, undefined, undefined, undefined, 7, 8);
    expect(back.troubledSince(3_600)).toBe(100);
    expect(back.troubledSince(700)).toBe(100);
    // It is away again before the first trouble was over: one trouble.
    expect(back.troubledSince(5_000)).toBe(100);
  });

  it('gives up a camera that stays away', () => {
    const watch = watchOf(1, 2, 3);
    expect([watch.troubledSince(12_000), watch.troubledSince(12_300)]).toEqual([200, undefined]);
    watch.observe('north', frame(60_000, 4));
    expect(watch.troubledSince(61_000)).toBe(60_000);
  });

  it('does not believe a picture that never changes', () => {
    expect(watchOf(5, 5, 5).troubledSince(250)).toBeUndefined();
    expect(watchOf(4, 5, 5, 5, 5).troubledSince(450)).toBe(100);
  });
});
