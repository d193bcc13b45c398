import { describe, expect, it } from 'vitest';
import { packKeypoints } from '@walkout/contracts';
import type { ImageBox, ImageTrack, SubjectPoint, TrackedKeypoint } from '@walkout/contracts';
import { findSubject, subjectAt } from './find-subject.ts';
import type { TrackedFrame } from './find-subject.ts';
import { hiddenRegions } from './hidden-regions.ts';
import { makeUnrecognisable } from './make-unrecognisable.ts';

const UNSEEN = Array.from({ length: 17 }, (): TrackedKeypoint => [0, 0, 0]);
const person = (track: number, box: ImageBox, keypoints = UNSEEN): ImageTrack => ({ track, box, score: 0.9, keypoints: packKeypoints(keypoints) });
const frame = (capturedAt: number, ...tracks: ImageTrack[]): TrackedFrame => ({ capturedAt, tracks });

describe('where the subject is', () => {
  const path: SubjectPoint[] = [{ at: 1000, point: [100, 100] }, { at: 2000, point: [200, 150] }];
  it('is nowhere without a path', () => expect(subjectAt([], 1000)).toBeUndefined());
  it('lies between the two points around a time', () => expect(subjectAt(path, 1400)).toEqual([140, 120]));
  it('holds a little beyond the ends', () => {
    expect([subjectAt(path, 400), subjectAt(path, 3000), subjectAt(path, 4000)]).toEqual([[100, 100], [200, 150], undefined]);
  });
  it('is not guessed across a long gap', () => {
    expect(subjectAt([path[0]!, { at: 9000, point: [900, 0] }], 5000)).toBeUndefined();
  });
});

describe('which track is the subject', () => {
  const path: SubjectPoint[] = [{ at: 0, point: [50, 50] }, { at: 1000, point: [50, 50] }];
  it('nobody in an empty frame, nobody without a path', () => {
    expect(findSubject([frame(0)], path)).toEqual([undefined]);
    expect(findSubject([frame(0, person(1, [0, 0, 100, 100]))], [])).toEqual([undefined]);
  });
  it('is the one that stays, not the one that walks past, and also after its number has changed', () => {
    const still: ImageBox = [25, 25, 50, 50];
    const frames = [
      frame(0, person(1, still), person(2, [0, 25, 50, 50])),
      frame(500, person(1, still), person(2, [26, 25, 50, 50])), // right over the point, as near as the subject
      frame(1000, person(7, still), person(2, [150, 25, 50, 50])),
    ];
    expect(findSubject(frames, path)).toEqual([1, 1, 7]);
  });
  it('is nobody when the point lies in no box', () => {
    expect(findSubject([frame(0, person(1, [200, 200, 50, 50]))], path)).toEqual([undefined]);
  });
});

/** 100 x 60 px in which every pixel differs from its neighbours. */
const picture = () => ({ width: 100, height: 60, pixels: Uint8Array.from({ length: 100 * 60 * 3 }, (_, i) => (i * 37) % 251) });
const pixelAt = ({ pixels }: { pixels: Uint8Array }, x: number, y: number) => [...pixels.subarray(3 * (y * 100 + x), 3 * (y * 100 + x) + 3)];

describe('making people unrecognisable', () => {
  it('leaves the rest as it was, and the picture it was given', () => {
    const [before, given] = [picture(), picture()];
    const after = makeUnrecognisable(given, { hidden: [[20, 20, 20, 20]], shown: [], faces: [] });
    expect(given).toEqual(before);
    expect(pixelAt(after, 60, 30)).toEqual(pixelAt(before, 60, 30));
    expect(pixelAt(after, 25, 25)).not.toEqual(pixelAt(before, 25, 25));
    // Tiles of 10 px: all pixels of one are the same.
    expect(pixelAt(after, 29, 29)).toEqual(pixelAt(after, 20, 20));
  });
  it("shows the subject's arm in front of somebody else, but never a face", () => {
    const arm = { from: [20, 30], to: [60, 30], radius: 3 } as const;
    const after = makeUnrecognisable(picture(), { hidden: [[10, 10, 60, 40]], shown: [arm], faces: [[20, 20, 20, 20]] });
    expect(pixelAt(after, 55, 30)).toEqual(pixelAt(picture(), 55, 30));
    expect(pixelAt(after, 30, 30)).not.toEqual(pixelAt(picture(), 30, 30));
    expect(pixelAt(after, 55, 40)).not.toEqual(pixelAt(picture(), 55, 40));
  });
  it('takes boxes that lie in part or wholly outside', () => {
    expect(makeUnrecognisable(picture(), { hidden: [[-50, -50, 20, 20], [90, 50, 40, 40]], shown: [], faces: [] }).pixels).toHaveLength(18_000);
  });
});

describe('what is hidden', () => {
  const [shopper, other] = [person(1, [40, 10, 20, 40]), person(2, [70, 10, 20, 40])];
  it('is everybody but the subject, and every head', () => {
    const { hidden, faces } = hiddenRegions([frame(0, shopper, other)], [1], 0);
    expect(hidden).toHaveLength(1);
    expect(hidden[0]![0]).toBeCloseTo(70 - 0.08 * 40);
    expect(faces).toHaveLength(2);
  });
  it('is everybody when nobody is the subject', () => expect(hiddenRegions([frame(0, shopper, other)], [undefined], 0).hidden).toHaveLength(2));
  it('is also whom the detector missed in this frame and saw in the next', () => {
    const frames = [frame(0, shopper), frame(200, shopper, other), frame(900, other)];
    expect(hiddenRegions(frames, [1, 1, undefined], 0).hidden).toHaveLength(1);
  });
  it('leaves an arm that is seen, and its hand', () => {
    const keypoints = UNSEEN.map((keypoint) => keypoint);
    [keypoints[7], keypoints[9]] = [[50, 20, 0.9], [65, 20, 0.9]];
    const { shown } = hiddenRegions([frame(0, person(1, [40, 10, 20, 40], keypoints))], [1], 0);
    expect(shown).toEqual([{ from: [50, 20], to: [70, 20], radius: 0.055 * 40 }]);
  });
});
