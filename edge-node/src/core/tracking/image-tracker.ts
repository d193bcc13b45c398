import type { EpochMs } from '@walkout/contracts';
import { assign } from './assign.ts';
import { boxOf, predictBox, startBox, updateBox } from './box-filter.ts';
import type { BoxState } from './box-filter.ts';
import { intersectionOverUnion } from '../detection/intersection-over-union.ts';
import { similarity } from './similarity.ts';
import type { Expectation } from './similarity.ts';
import type { TrackingOptions } from './tracking-options.ts';
import type { Detection, Keypoint, Sighting } from '../frame.ts';

interface Track {
  readonly id: number;
  readonly state: BoxState;
  readonly seenAt: EpochMs;
  readonly hits: number;
  readonly last: Sighting;
}

/** All that the tracker remembers between frames. */
export interface TrackerState {
  readonly nextId: number;
  readonly tracks: readonly Track[];
}
export const NO_TRACKS: TrackerState = { nextId: 1, tracks: [] };

/** A sighting with the number of its track. */
export interface TrackedSighting extends Sighting {
  readonly track: number;
}

interface Expected extends Expectation {
  /** The track as it was last seen, and moved to now. */
  readonly before: Track;
  readonly track: Track;
}

function shifted(keypoints: readonly Keypoint[], dx: number, dy: number): readonly Keypoint[] {
  return keypoints.map(({ point, confidence }) => ({ point: [point[0] + dx, point[1] + dy], confidence }));
}

/** What each track expects at a moment. A clock that steps back counts as no time passed. */
function expectations(state: TrackerState, at: EpochMs): readonly Expected[] {
  return state.tracks.map((track) => {
    const before = boxOf(track.state);
    const predicted = predictBox(track.state, Math.max(0, at - track.seenAt) / 1000);
    const box = boxOf(predicted);
    const moved = [box[0] + box[2] / 2 - before[0] - before[2] / 2, box[1] + box[3] / 2 - before[1] - before[3] / 2] as const;
    const { appearance } = track.last;
    return {
      before: track,
      track: { ...track, state: predicted },
      box,
      keypoints: shifted(track.last.keypoints, ...moved),
      ...(appearance === undefined ? {} : { appearance }),
    };
  });
}

/** Pairs of what is expected and what was seen, the most alike in sum. */
function match(expected: readonly Expected[], sightings: readonly Sighting[], minimumOverlap: number): Map<Expected, Sighting> {
  const costs = expected.map((one) =>
    sightings.map((sighting) =>
      intersectionOverUnion(one.box, sighting.box) < minimumOverlap ? Infinity : 1 - similarity(one, sighting),
    ),
  );
  const pairs = new Map<Expected, Sighting>();
  assign(costs).forEach((column, row) => {
    if (column >= 0) pairs.set(expected[row]!, sightings[column]!);
  });
  return pairs;
}

/**
 * Detections that are worth a pose: those of a high score, and lower ones where a track is expected.
 *
 * @param at when the frame was captured
 */
export function worthAPose(
  detections: readonly Detection[],
  state: TrackerState,
  context: { readonly at: EpochMs; readonly options: TrackingOptions },
): readonly Detection[] {
  const { at, options } = context;
  const boxes = expectations(state, at).map(({ box }) => box);
  return detections.filter(
    ({ box, score }) =>
      score >= options.highScore || boxes.some((expected) => intersectionOverUnion(expected, box) >= options.minimumLowOverlap),
  );
}

/**
 * One frame further: confirmed tracks take sightings of a high score first, then of a low one; new tracks take what is left,
 * and high sightings that nobody takes begin a track.
 *
 * @returns the state to remember, and the confirmed tracks seen in this frame, by number
 * @source  Bewley et al., "Simple Online and Realtime Tracking", ICIP 2016; Zhang et al., "ByteTrack", ECCV 2022, algorithm 1;
 *          time in seconds instead of frames
 */
export function trackFrame(
  state: TrackerState,
  frame: { readonly at: EpochMs; readonly sightings: readonly Sighting[] },
  options: TrackingOptions,
): { readonly state: TrackerState; readonly seen: readonly TrackedSighting[] } {
  const { at, sightings } = frame;
  const expected = expectations(state, at).filter(({ track }) => at - track.seenAt <= options.lostAfterMs);
  const isConfirmed = ({ track }: Expected) => track.hits >= options.confirmAfter;
  const isHigh = ({ score }: Sighting) => score >= options.highScore;

  const pairs = new Map<Expected, Sighting>();
  const taken = new Set<Sighting>();
  const stage = (confirmed: boolean, high: boolean) => {
    const waiting = expected.filter((one) => !pairs.has(one) && isConfirmed(one) === confirmed);
    const free = sightings.filter((sighting) => !taken.has(sighting) && isHigh(sighting) === high);
    for (const [one, sighting] of match(waiting, free, high ? options.minimumOverlap : options.minimumLowOverlap)) {
      pairs.set(one, sighting);
      taken.add(sighting);
    }
  };
  stage(true, true);
  stage(true, false);
  stage(false, true);

  const matched = [...pairs].map(([{ track }, sighting]) => seenTrack(track, at, sighting));
  const born = sightings
    .filter((sighting) => isHigh(sighting) && !taken.has(sighting))
    .map((sighting, i): Track => ({ id: state.nextId + i, state: startBox(sighting.box), seenAt: at, hits: 1, last: sighting }));
  // Kept as last seen: the next prediction starts there again, over the whole time since.
  const missed = expected.filter((one) => isConfirmed(one) && !pairs.has(one)).map(({ before }) => before);
  return {
    state: { nextId: state.nextId + born.length, tracks: [...matched, ...born, ...missed].toSorted((a, b) => a.id - b.id) },
    seen: [...matched, ...born]
      .filter(({ hits }) => hits >= options.confirmAfter)
      .map(({ id, last }) => ({ ...last, track: id }))
      .toSorted((a, b) => a.track - b.track),
  };
}

/** A track after a sighting. Clothes that are hidden now are remembered from before. */
function seenTrack(track: Track, at: EpochMs, sighting: Sighting): Track {
  const appearance = sighting.appearance ?? track.last.appearance;
  return {
    id: track.id,
    state: updateBox(track.state, sighting.box),
    seenAt: at,
    hits: track.hits + 1,
    last: { ...sighting, ...(appearance === undefined ? {} : { appearance }) },
  };
}
