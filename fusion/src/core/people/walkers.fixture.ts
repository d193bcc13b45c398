import { lookAt, packKeypoints, project } from '@walkout/contracts';
import type { CameraPlace, CameraTracks, EpochMs, FloorPoint, ImageTrack, Milliseconds, Radians, StorePoint, Vector3 } from '@walkout/contracts';

/** Numbers in [0, 1) that are the same on every run. @source mulberry32, Tommy Ettinger, public domain */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const gaussian = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const CORNERS: readonly FloorPoint[] = [[0.2, 0.2], [6.8, 0.2], [6.8, 4.8], [0.2, 4.8]];

/** Four cameras in the upper corners of a room of 7 by 5 m, 640 by 360 px. */
export const ROOM_CAMERAS: readonly CameraPlace[] = CORNERS.map((corner, index) => ({
  id: `c${index + 1}`,
  imageSize: { width: 640, height: 360 },
  calibration: {
    focal: [330, 330],
    principal: [320, 180],
    distortion: [0, 0, 0, 0, 0],
    cameraFromStore: lookAt([corner[0], corner[1], 2.8], [3.5, 2.5, 0.9]),
  },
}));

/** Somebody on a way through the room. */
export interface Walker {
  readonly name: string;
  /** Where at a time in seconds; `undefined`: not there. */
  readonly path: (seconds: number) => FloorPoint | undefined;
  /** Where they look, radians; along the way unless said. */
  readonly heading?: (seconds: number) => Radians;
  readonly appearance?: readonly number[];
}

/** Standing joints by keypoint: metres forward, left and up of the feet; limbs swing with the stride (m). */
const STANDING: readonly (readonly [forward: number, left: number, up: number, swing: number])[] = [
  [0.1, 0, 1.6, 0], [0.09, 0.03, 1.63, 0], [0.09, -0.03, 1.63, 0], [0, 0.08, 1.61, 0], [0, -0.08, 1.61, 0],
  [0, 0.19, 1.42, 0], [0, -0.19, 1.42, 0], [0, 0.23, 1.12, 0.1], [0, -0.23, 1.12, -0.1], [0.08, 0.23, 0.88, 0.22], [0.08, -0.23, 0.88, -0.22],
  [0, 0.1, 0.92, 0], [0, -0.1, 0.92, 0], [0, 0.1, 0.5, -0.12], [0, -0.1, 0.5, 0.12], [0, 0.1, 0.09, -0.25], [0, -0.1, 0.09, 0.25],
];

/** The 17 joints of a walker, store frame, metres. */
export function jointsOf(walker: Walker, seconds: number): Vector3[] | undefined {
  const place = walker.path(seconds);
  if (place === undefined) return undefined;
  const next = walker.path(seconds + 0.05) ?? place;
  const heading = walker.heading?.(seconds) ?? Math.atan2(next[1] - place[1], next[0] - place[0]);
  const speed = Math.hypot(next[0] - place[0], next[1] - place[1]) / 0.05;
  const stride = Math.sin(2 * Math.PI * 0.9 * seconds) * Math.min(1, speed);
  const [c, s] = [Math.cos(heading), Math.sin(heading)];
  return STANDING.map(([forward, left, up, swing]) => {
    const ahead = forward + swing * stride;
    return [place[0] + c * ahead - s * left, place[1] + s * ahead + c * left, up];
  });
}

export interface Footage {
  readonly walkers: readonly Walker[];
  readonly seconds: number;
  readonly random: () => number;
  /** Frames a second of each camera. */
  readonly rates?: readonly number[];
  readonly noise?: number;
  /** Share of joints not seen, and of joints seen anywhere. */
  readonly missed?: number;
  readonly wrong?: number;
  /** Which cameras see somebody at all; all unless said. */
  readonly sees?: (camera: string, walker: string, seconds: number) => boolean;
}

export const START: EpochMs = 1_700_000_000_000;

/** What the room's cameras send, in time order. Image tracks have no ids. */
export function film({ rates = [10, 10, 10, 10], ...footage }: Footage): { camera: string; frame: CameraTracks }[] {
  const frames = ROOM_CAMERAS.flatMap((place, index) => {
    const interval: Milliseconds = 1000 / rates[index % rates.length]!;
    return Array.from({ length: Math.floor((footage.seconds * 1000) / interval) }, (_, sequence) => {
      const after = sequence * interval + index * 17;
      const tracks = footage.walkers.flatMap((walker) => shoot(place, walker, { ...footage, after: after / 1000 }) ?? []);
      return { camera: place.id, frame: { capturedAt: START + after, sequence, tracks } };
    });
  });
  return frames.sort((a, b) => a.frame.capturedAt - b.frame.capturedAt);
}

type Shot = Omit<Footage, 'rates'> & { readonly after: number };

function shoot(place: CameraPlace, walker: Walker, { random, noise = 3, missed = 0.1, wrong = 0.03, sees, after }: Shot): ImageTrack | undefined {
  const joints = jointsOf(walker, after);
  if (joints === undefined || sees?.(place.id, walker.name, after) === false) return undefined;
  const keypoints = joints.map((joint): [number, number, number] => {
    const pixel = project(place.calibration!, joint as StorePoint);
    const inside = pixel !== undefined && pixel[0] >= 0 && pixel[0] < 640 && pixel[1] >= 0 && pixel[1] < 360;
    const [dx, dy] = [noise * gaussian(random), noise * gaussian(random)];
    if (!inside || random() < missed) return [0, 0, 0];
    if (random() < wrong) return [pixel[0] + 120 * (random() - 0.5), pixel[1] + 120 * (random() - 0.5), 0.9];
    return [pixel[0] + dx, pixel[1] + dy, 0.6 + 0.4 * random()];
  });
  const seen = keypoints.filter(([, , confidence]) => confidence > 0);
  if (seen.length < 4) return undefined;
  const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    track: 0,
    box: [left, top, Math.max(...xs) - left, Math.max(...ys) - top],
    score: 0.9,
    keypoints: packKeypoints(keypoints),
    ...(walker.appearance === undefined ? {} : { appearance: [...walker.appearance] }),
  };
}

/** Straight on from one place to another, there at `from` seconds, arriving at `to`. */
export const walk =
  (start: FloorPoint, end: FloorPoint, [from, to]: readonly [number, number]) =>
  (seconds: number): FloorPoint | undefined => {
    const share = (seconds - from) / (to - from);
    if (share < 0 || share > 1) return undefined;
    return [start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])];
  };

