import type { ImageBox, ImagePoint, ImageTrack, Pixels } from '@walkout/contracts';
import { KEYPOINT, keypointAt } from '@walkout/contracts/keypoints';
import type { TrackedFrame } from './find-subject.ts';

/** A thick line: all within `radius` of the segment, px. */
export interface Capsule {
  readonly from: ImagePoint;
  readonly to: ImagePoint;
  readonly radius: Pixels;
}

export interface HiddenRegions {
  /** Made unrecognisable, save where `shown` says otherwise. */
  readonly hidden: readonly ImageBox[];
  /** Arms and hands of the subject: what the clip is about is seen also in front of somebody else. */
  readonly shown: readonly Capsule[];
  /** Heads, the subject's as well: made unrecognisable whatever else is said. */
  readonly faces: readonly ImageBox[];
}

/** A person whom the detector missed in one frame is hidden where the frames around it saw them. */
const AROUND_MS = 450;
const LEAST_CONFIDENCE = 0.25;
/** A box is drawn tightly; hair and elbows stick out. Share of its size. */
const MARGIN = 0.08;
/** Head keypoints lie on the face; the head is this much larger than their spread, and at least this share of the body. */
const HEAD_OF_BODY = 0.11;
const ARM_OF_BODY = 0.055;
const FACE = ['nose', 'left_eye', 'right_eye', 'left_ear', 'right_ear'] as const;
const ARMS = [
  ['left_shoulder', 'left_elbow'], ['left_elbow', 'left_wrist'], ['right_shoulder', 'right_elbow'], ['right_elbow', 'right_wrist'],
] as const;

const grow = ([x, y, width, height]: ImageBox, by: Pixels): ImageBox => [x - by, y - by, width + 2 * by, height + 2 * by];
const withMargin = (box: ImageBox): ImageBox => grow(box, MARGIN * Math.max(box[2], box[3]));

const keypointOf = ({ keypoints }: ImageTrack, name: keyof typeof KEYPOINT): ImagePoint | undefined => {
  const [x, y, confidence] = keypointAt(keypoints, KEYPOINT[name]);
  return confidence < LEAST_CONFIDENCE ? undefined : [x, y];
};

/** The head as the keypoints have it; without them the upper quarter of the box, wherever the person may look. */
function headOf(track: ImageTrack): ImageBox {
  const [x, y, width, height] = track.box;
  const points = FACE.flatMap((name) => keypointOf(track, name) ?? []) as number[];
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
  if (xs.length < 2) return grow([x, y, width, height / 4], MARGIN * height);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return grow([left, top, Math.max(...xs) - left, Math.max(...ys) - top], HEAD_OF_BODY * height);
}

/** Elbow to wrist goes on by as much again as a hand is long, a third of it. */
function armsOf(track: ImageTrack): Capsule[] {
  const radius = ARM_OF_BODY * Math.max(track.box[2], track.box[3]);
  return ARMS.flatMap(([fromName, toName]) => {
    const [from, to] = [keypointOf(track, fromName), keypointOf(track, toName)];
    if (from === undefined || to === undefined) return [];
    const reach = toName.endsWith('wrist') ? 1 / 3 : 0;
    return [{ from, to: [to[0] + reach * (to[0] - from[0]), to[1] + reach * (to[1] - from[1])] as const, radius }];
  });
}

/** What to hide in frame `index` when `subjects` names the one person to be seen in each frame. */
export function hiddenRegions(frames: readonly TrackedFrame[], subjects: readonly (number | undefined)[], index: number): HiddenRegions {
  const { capturedAt, tracks } = frames[index]!;
  const near = frames.map((frame, i) => ({ ...frame, subject: subjects[i] })).filter((frame) => Math.abs(frame.capturedAt - capturedAt) <= AROUND_MS);
  const around = near.flatMap((frame) => frame.tracks.filter(({ track }) => track !== frame.subject && track !== subjects[index]));
  const subject = tracks.find(({ track }) => track === subjects[index]);
  return {
    hidden: around.map(({ box }) => withMargin(box)),
    shown: subject === undefined ? [] : armsOf(subject),
    faces: tracks.map(headOf),
  };
}
