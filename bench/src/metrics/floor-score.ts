import { KEYPOINT } from '@walkout/contracts';
import type { People, TruePeople } from '@walkout/contracts';
import { distanceSimilarity } from './similarity.ts';
import type { SimilarityFrame } from './similarity.ts';
import { scoreTracking } from './tracking-score.ts';

/** How well people are followed on the floor, and how well their wrists are placed. */
export interface FloorScore {
  readonly HOTA: number;
  readonly IDF1: number;
  /** Median distance of a person from the true place, centimetres; `null` where nobody was matched. */
  readonly floorErrorCm: number | null;
  /** Median distance of a seen wrist of a matched person from the true one, centimetres; `null` where there is none. */
  readonly wristErrorCm: number | null;
  readonly wristErrorP90Cm: number | null;
  /** Share of matched people's wrists that were seen at all. */
  readonly wristsSeen: number;
}

/** People further apart are not the same; the reach of the similarity 1 - d / 1 m. */
const REACH_M = 1;
/** A moment of the truth has its like among what was found within half a frame at 10 frames a second. */
const SAME_MOMENT_MS = 50;
const WRISTS = [KEYPOINT.left_wrist, KEYPOINT.right_wrist];

interface Moment {
  readonly truth: TruePeople['people'];
  readonly found: People['people'];
  readonly similarity: readonly (readonly number[])[];
}

/** Truth and what was found at the same moments, both in time order. */
function pairMoments(found: readonly People[], truth: readonly TruePeople[]): Moment[] {
  let next = 0;
  return truth.map(({ capturedAt, people }) => {
    const apart = (index: number) => (index < found.length ? Math.abs(found[index]!.capturedAt - capturedAt) : Infinity);
    while (apart(next + 1) <= apart(next) && next + 1 < found.length) next += 1;
    const seen = apart(next) <= SAME_MOMENT_MS ? found[next]!.people : [];
    const similarity = people.map((a) => seen.map((b) => distanceSimilarity(a.position, b.position, REACH_M)));
    return { truth: people, found: seen, similarity };
  });
}

/** Pairs of a true and a found person, nearest first, each at most once. */
function matchNearest({ truth, found, similarity }: Moment): [TruePeople['people'][number], People['people'][number], number][] {
  const pairs = similarity.flatMap((row, i) => row.map((value, j) => ({ value, i, j }))).filter(({ value }) => value > 0);
  const [takenTruth, takenFound] = [new Set<number>(), new Set<number>()];
  return pairs.sort((a, b) => b.value - a.value).flatMap(({ value, i, j }) => {
    if (takenTruth.has(i) || takenFound.has(j)) return [];
    takenTruth.add(i);
    takenFound.add(j);
    return [[truth[i]!, found[j]!, (1 - value) * REACH_M]];
  });
}

/** The value below which a share of the others lie. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/**
 * Scores everyone's places on the floor and wrists against the truth.
 *
 * @param found,truth in time order; moments of the truth without their like among the found count as missed
 */
export function scoreFloor(found: readonly People[], truth: readonly TruePeople[]): FloorScore {
  const moments = pairMoments(found, truth);
  const frames: SimilarityFrame[] = moments.map((moment) => ({
    truth: moment.truth.map(({ person }) => person),
    tracks: moment.found.map(({ person }) => person),
    similarity: moment.similarity,
  }));
  const { HOTA, IDF1 } = scoreTracking(frames);
  const floorErrors: number[] = [];
  const wristErrors: number[] = [];
  let wrists = 0;
  for (const [person, seen, distance] of moments.flatMap(matchNearest)) {
    floorErrors.push(distance * 100);
    for (const wrist of WRISTS) {
      const [place, joint] = [person.joints[wrist], seen.joints[wrist]];
      if (place === undefined) continue;
      wrists += 1;
      if (joint) wristErrors.push(Math.hypot(joint[0] - place[0], joint[1] - place[1], joint[2] - place[2]) * 100);
    }
  }
  return {
    HOTA,
    IDF1,
    floorErrorCm: quantile(floorErrors, 0.5),
    wristErrorCm: quantile(wristErrors, 0.5),
    wristErrorP90Cm: quantile(wristErrors, 0.9),
    wristsSeen: wrists === 0 ? 0 : wristErrors.length / wrists,
  };
}
