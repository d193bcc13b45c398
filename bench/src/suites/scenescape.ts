import { KEYPOINTS, packKeypoints } from '@walkout/contracts';
import type { CameraPlace, CameraTracks, Metres } from '@walkout/contracts';
import { assign } from '@walkout/fusion/core/people/assign.ts';
import { createPeopleTracker } from '@walkout/fusion/core/people/people-tracker.ts';
import { distanceSimilarity } from '../metrics/similarity.ts';
import type { SimilarityFrame } from '../metrics/similarity.ts';
import { scoreTracking } from '../metrics/tracking-score.ts';
import { calibrate } from '../scenescape/calibrate.ts';
import { readSceneScape } from '../scenescape/source.ts';
import type { BoxFrame, SceneScapeData, TruthMoment } from '../scenescape/source.ts';
import type { SuiteOutcome } from '../suite.ts';

export interface SceneScapeScore {
  readonly HOTA: number;
  readonly MOTA: number;
  readonly IDF1: number;
  /** Of people from who was matched with them; `null` where nobody was. */
  readonly meanDistanceM: Metres | null;
}

/** Upstream's similarity: 1 - d / 2 m. */
const REACH: Metres = 2;
const NO_POSE = packKeypoints(KEYPOINTS.map(() => [0, 0, 0]));

/** A frame as a camera that finds people and neither poses nor tracks would send it. */
const toTracks = ({ at, boxes }: BoxFrame, sequence: number): CameraTracks => ({
  capturedAt: at,
  sequence,
  tracks: boxes.map(({ box, confidence }) => ({ track: 0, box, score: confidence, keypoints: NO_POSE })),
});

/** The moment of the truth nearest to each of some rising moments. */
function truthAt(truth: readonly TruthMoment[]): (at: number) => TruthMoment {
  let next = 0;
  return (at) => {
    while (next + 1 < truth.length && Math.abs(truth[next + 1]!.at - at) <= Math.abs(truth[next]!.at - at)) next++;
    return truth[next]!;
  };
}

/** Follows people by the boxes of one frame rate; each moment is scored once all cameras have spoken of it. */
export function scoreRate(cameras: readonly CameraPlace[], frames: readonly BoxFrame[], truth: readonly TruthMoment[]): SceneScapeScore {
  const tracker = createPeopleTracker(cameras);
  const trueAt = truthAt(truth);
  const scored: SimilarityFrame[] = [];
  const distances: Metres[] = [];
  for (const [index, frame] of frames.entries()) {
    tracker.observe(frame.camera, toTracks(frame, index));
    if (frames[index + 1]?.at === frame.at) continue;
    const found = tracker.people(frame.at);
    const { people } = trueAt(frame.at);
    const similarity = people.map(({ position }) => found.map((person) => distanceSimilarity(position, person.position, REACH)));
    scored.push({ truth: people.map(({ person }) => person), tracks: found.map(({ id }) => id), similarity });
    for (const [row, column] of assign(similarity).entries()) if (column >= 0) distances.push((1 - similarity[row]![column]!) * REACH);
  }
  const { HOTA, MOTA, IDF1 } = scoreTracking(scored);
  return { HOTA, MOTA, IDF1, meanDistanceM: distances.length === 0 ? null : distances.reduce((sum, metres) => sum + metres, 0) / distances.length };
}

export function scoreSceneScape({ sensors, rates, truth }: SceneScapeData): Record<string, SceneScapeScore> {
  const cameras = Object.entries(sensors).map(([id, sensor]) => calibrate(id, sensor));
  return Object.fromEntries([...rates].map(([rate, frames]) => [rate, scoreRate(cameras, frames, truth)]));
}

/** SceneScape's own tracking test, its two people, through our people tracker. @throws WalkoutError DATA_MISSING, CONFIG_MALFORMED */
export async function sceneScapeSuite({ data }: { readonly data: string }): Promise<SuiteOutcome> {
  return { figures: { rates: scoreSceneScape(await readSceneScape(data)) } };
}
