import type { CameraTracks, EpochMs, ImageBox, ImagePoint, SubjectPoint } from '@walkout/contracts';

/** What a camera said of one frame. */
export type TrackedFrame = Pick<CameraTracks, 'capturedAt' | 'tracks'>;

/** The point may lie this far outside the box: fusion's place and the box are both a little wrong. Share of the box's size. */
const SLACK = 0.1;
/** No word on where the subject was for longer than this: nobody is taken for the subject. */
const LONGEST_GAP_MS = 1_500;

/** Where the subject was at a time, between the two points around it; `undefined` too far from any. */
export function subjectAt(path: readonly SubjectPoint[], at: EpochMs): ImagePoint | undefined {
  const next = path.findIndex((point) => point.at >= at);
  const after = path[next];
  const before = next === -1 ? path.at(-1) : path[next - 1];
  if (before === undefined || after === undefined) {
    const nearest = before ?? after;
    return nearest !== undefined && Math.abs(nearest.at - at) <= LONGEST_GAP_MS ? nearest.point : undefined;
  }
  if (after.at - before.at > 2 * LONGEST_GAP_MS) return undefined;
  const share = after.at === before.at ? 0 : (at - before.at) / (after.at - before.at);
  const between = (axis: 0 | 1) => before.point[axis] + share * (after.point[axis] - before.point[axis]);
  return [between(0), between(1)];
}

/** Distance of a point from the middle of a box in box sizes, the larger of both axes: 0.5 is its edge. */
const offCentre = ([x, y, width, height]: ImageBox, [px, py]: ImagePoint): number =>
  Math.max(Math.abs(px - x - width / 2) / Math.max(width, 1), Math.abs(py - y - height / 2) / Math.max(height, 1));

/**
 * Which track is the subject, frame by frame: of the tracks whose box holds the subject's point, the one that lay nearest to it
 * over the whole clip, so that somebody who walks past is not taken for the subject.
 *
 * @param path image points of the subject, rising in time
 * @returns    a track's number or `undefined` for each frame; when in doubt nobody is the subject, and so everybody is hidden
 */
export function findSubject(frames: readonly TrackedFrame[], path: readonly SubjectPoint[]): (number | undefined)[] {
  const points = frames.map(({ capturedAt }) => subjectAt(path, capturedAt));
  const sums = new Map<number, { sum: number; count: number }>();
  frames.forEach(({ tracks }, i) => {
    const point = points[i];
    if (point === undefined) return;
    for (const { track, box } of tracks) {
      const seen = sums.get(track) ?? { sum: 0, count: 0 };
      sums.set(track, { sum: seen.sum + offCentre(box, point), count: seen.count + 1 });
    }
  });
  const meanOf = (track: number): number => sums.get(track)!.sum / sums.get(track)!.count;
  return frames.map(({ tracks }, i) => {
    const point = points[i];
    if (point === undefined) return undefined;
    const holding = tracks.filter(({ box }) => offCentre(box, point) <= 0.5 + SLACK);
    return holding.sort((a, b) => meanOf(a.track) - meanOf(b.track))[0]?.track;
  });
}
