import { describe, expect, it } from 'vitest';
import { createScaleWatch } from './scale-watch.ts';

const STEP = 20;
/** A cell that is never at rest: it moves with every sample. */
const lively = (sample: number) => 500 + ((sample * 7) % 5) / 10;

/** A watch over one cell, a sample every 20 ms; `undefined`: none came. */
function watchOf(samples: number, gramsAt: (sample: number) => number | undefined = lively) {
  const watch = createScaleWatch();
  for (let sample = 0; sample < samples; sample++) {
    const grams = gramsAt(sample);
    if (grams !== undefined) watch.observe({ sequence: sample, capturedAt: [sample * STEP], grams: [[grams]] });
  }
  return watch;
}

describe('the watch over a scale', () => {
  it('knows nothing before it has spoken', () => expect(createScaleWatch().trouble(1_000)).toBeUndefined());
  it('is content with one that speaks and moves', () => expect(watchOf(300).trouble(6_000)).toBeUndefined());
  it('is content with a cell that was never alive', () => expect(watchOf(300, () => 0).trouble(6_000)).toBeUndefined());

  it('knows since when it is silent, and when it was', () => {
    expect(watchOf(10).trouble(1_000)).toEqual({ from: 180, until: undefined });
    expect(watchOf(60, (sample) => (sample > 9 && sample < 40 ? undefined : lively(sample))).trouble(1_190)).toEqual({ from: 180, until: 800 });
  });

  it('knows since when a cell stands stiller than it ever did', () => {
    const stuck = (until: number) => (sample: number) => (sample > 200 && sample < until ? lively(200) : lively(sample));
    expect(watchOf(215, stuck(500)).trouble(214 * STEP)).toBeUndefined();
    expect(watchOf(230, stuck(500)).trouble(229 * STEP)).toEqual({ from: 200 * STEP, until: undefined });
    expect(watchOf(260, stuck(241)).trouble(259 * STEP)).toEqual({ from: 200 * STEP, until: 241 * STEP });
  });

  it('leaves a cell in peace that often stands still for long', () => {
    expect(watchOf(600, (sample) => Math.floor(sample / 15)).trouble(600 * STEP)).toBeUndefined();
  });
});
