import { describe, expect, it } from 'vitest';
import { KEYPOINTS } from '@walkout/contracts';
import type { ImageBox } from '@walkout/contracts';
import { NO_TRACKS, trackFrame, worthAPose } from './image-tracker.ts';
import type { Sighting } from '../frame.ts';

const OPTIONS = { highScore: 0.5, minimumOverlap: 0.15, minimumLowOverlap: 0.4, lostAfterMs: 1_500, confirmAfter: 2 };
const RED = [0.5, 0.8, 0.7, 0.5, 0.8, 0.7];
const BLUE = [0.3, 0.7, 0.1, 0.3, 0.7, 0.1];

function person(x: number, options: { score?: number; appearance?: readonly number[] } = {}): Sighting {
  const box: ImageBox = [x, 100, 40, 100];
  const keypoints = KEYPOINTS.map((_, i) => ({ point: [x + 2 * i, 100 + 5 * i] as const, confidence: 0.9 }));
  const { score = 0.9, appearance } = options;
  return { box, score, keypoints, ...(appearance === undefined ? {} : { appearance }) };
}

/** Runs frames, given as [ms, sightings], and returns the published [track, left edge] pairs of each. */
function run(frames: readonly (readonly [number, readonly Sighting[]])[]) {
  let state = NO_TRACKS;
  return frames.map(([at, sightings]) => {
    const result = trackFrame(state, { at, sightings }, OPTIONS);
    state = result.state;
    return result.seen.map(({ track, box }) => [track, box[0]]);
  });
}

describe('trackFrame', () => {
  it('says nothing of nobody', () => expect(run([[0, []], [100, []]])).toEqual([[], []]));

  it('publishes a person from the second sighting on', () => {
    expect(run([[0, [person(0)]], [100, [person(8)]], [200, [person(16)]]])).toEqual([[], [[1, 8]], [[1, 16]]]);
  });

  it('forgets what was seen only once', () => {
    expect(run([[0, [person(0)]], [100, []], [200, [person(0)]], [300, [person(0)]]])).toEqual([[], [], [], [[2, 0]]]);
  });

  it('finds a walking person again after frames without a sighting', () => {
    const seen = run([
      [0, [person(0)]], [100, [person(10)]], [200, [person(20)]], [300, [person(30)]], [400, []], [500, []], [600, []], [700, [person(70)]],
    ]);
    expect(seen.at(-1)).toEqual([[1, 70]]);
    expect(seen[5]).toEqual([]);
  });

  it('begins a new track once the old one is lost for too long', () => {
    const seen = run([[0, [person(0)]], [100, [person(0)]], [2_000, [person(0)]], [2_100, [person(0)]]]);
    expect(seen.at(-1)).toEqual([[2, 0]]);
  });

  it('continues a track with a low score, but begins none with it', () => {
    const dim = (x: number) => person(x, { score: 0.2 });
    expect(run([[0, [person(0), dim(300)]], [100, [person(0), dim(300)]], [200, [dim(0), dim(300)]]])).toEqual([[], [[1, 0]], [[1, 0]]]);
  });

  it('keeps two people apart who cross, by their motion and their clothes', () => {
    const frames = Array.from({ length: 21 }, (_, i) =>
      [100 * i, [person(10 * i, { appearance: RED }), person(200 - 10 * i, { appearance: BLUE })]] as const);
    const seen = run(frames);
    seen.slice(1).forEach((frame, i) => expect(frame).toEqual([[1, 10 * (i + 1)], [2, 200 - 10 * (i + 1)]]));
  });

  it('keeps two people apart who cross while one hides the other', () => {
    const frames = Array.from({ length: 21 }, (_, i) => {
      const front = person(10 * i, { appearance: RED });
      return [100 * i, i > 7 && i < 13 ? [front] : [front, person(200 - 10 * i, { appearance: BLUE })]] as const;
    });
    expect(run(frames).at(-1)).toEqual([[1, 200], [2, 0]]);
  });

  it('follows through uneven gaps between frames', () => {
    const times = [0, 100, 130, 330, 390, 700, 760, 1_000];
    const seen = run(times.map((at) => [at, [person(0.1 * at)]] as const));
    seen.slice(1).forEach((frame) => expect(frame).toHaveLength(1));
    expect(new Set(seen.flat().map(([track]) => track))).toEqual(new Set([1]));
  });

  it('survives a clock that stands still or steps back', () => {
    expect(run([[100, [person(0)]], [100, [person(0)]], [50, [person(0)]], [50, []]])).toEqual([[], [[1, 0]], [[1, 0]], []]);
  });
});

describe('worthAPose', () => {
  it('takes high scores, and low ones where a track is expected', () => {
    const { state } = trackFrame(NO_TRACKS, { at: 0, sightings: [person(0)] }, OPTIONS);
    const [high, near, far] = [person(300), person(5, { score: 0.2 }), person(600, { score: 0.2 })];
    expect(worthAPose([high, near, far], state, { at: 100, options: OPTIONS })).toEqual([high, near]);
  });
});
