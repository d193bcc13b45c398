import { project } from '@walkout/contracts';
import type { CameraPlace, CameraTracks, ImagePoint, TruthOf } from '@walkout/contracts';
import type { Random } from '@walkout/recordings/simulator';

/** How far a pose network is off; distances in shares of the box's height. */
export interface PoseNoise {
  /** Standard deviation of a keypoint that is seen. */
  readonly spread: number;
  /** Share of keypoints put somewhere else on the body, and how far off those are. */
  readonly wrong: number;
  readonly wrongSpread: number;
  /** Share of keypoints, and of whole people, that a frame misses. */
  readonly missedKeypoints: number;
  readonly missedPeople: number;
}

/**
 * Errors of the size that the networks' cards give for our own pose network on held-out rendered stores, missed people
 * set higher than there.
 */
export const POSE_NOISE: PoseNoise = { spread: 0.02, wrong: 0.03, wrongSpread: 0.15, missedKeypoints: 0.1, missedPeople: 0.03 };

type TruePerson = TruthOf<'people'>['people'][number];

const tenths = (value: number): number => Math.round(value * 10) / 10;

function boxAround(points: readonly ImagePoint[]): [number, number, number, number] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

/** What one camera's edge node would say of true people: their joints projected, with a network's errors. */
export function simulateTracks(
  camera: CameraPlace,
  truth: TruthOf<'people'>,
  { sequence, random, noise = POSE_NOISE }: { sequence: number; random: Random; noise?: PoseNoise },
): CameraTracks {
  const { width, height } = camera.imageSize;
  const isInside = ([x, y]: ImagePoint) => x >= 0 && y >= 0 && x < width && y < height;
  const see = (person: TruePerson): CameraTracks['tracks'] => {
    const points = person.joints.map((joint) => project(camera.calibration!, joint));
    if (points.some((point) => point === undefined)) return [];
    const seen = points as ImagePoint[];
    if (seen.filter(isInside).length < 6 || random.chance(noise.missedPeople)) return [];
    const box = boxAround(seen);
    const keypoints = seen.map((point): [number, number, number] => {
      const wrong = random.chance(noise.wrong);
      const spread = (wrong ? noise.wrongSpread : noise.spread) * box[3];
      const [x, y] = [random.normal(point[0], spread), random.normal(point[1], spread)];
      const hidden = !isInside(point) || random.chance(noise.missedKeypoints);
      return [tenths(x), tenths(y), hidden ? 0.1 : wrong ? 0.5 : 0.9];
    });
    return [{ track: Number(person.person.replace(/\D/g, '')), box, score: 0.9, keypoints }];
  };
  return { capturedAt: truth.capturedAt, sequence, tracks: truth.people.flatMap(see) };
}
