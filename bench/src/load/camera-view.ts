import { cameraCentre, packKeypoints, project } from '@walkout/contracts';
import type { CameraPlace, CameraTracks, ImageTrack, StorePoint, Vector3 } from '@walkout/contracts';
import type { Random } from '@walkout/recordings';
import type { Stance } from './shoppers.ts';

/** Joints of somebody standing at the origin and looking east, metres, and how far each swings with a step. COCO order. */
const STANDING: readonly (readonly [forward: number, left: number, up: number, swing: number])[] = [
  [0.1, 0, 1.6, 0], [0.09, 0.03, 1.63, 0], [0.09, -0.03, 1.63, 0], [0, 0.08, 1.61, 0], [0, -0.08, 1.61, 0],
  [0, 0.19, 1.42, 0], [0, -0.19, 1.42, 0], [0, 0.23, 1.12, 0.1], [0, -0.23, 1.12, -0.1], [0.08, 0.23, 0.88, 0.22], [0.08, -0.23, 0.88, -0.22],
  [0, 0.1, 0.92, 0], [0, -0.1, 0.92, 0], [0, 0.1, 0.5, -0.12], [0, -0.1, 0.5, 0.12], [0, 0.1, 0.09, -0.25], [0, -0.1, 0.09, 0.25],
];
const NOISE_PX = 2;
const MISSED = 0.08;
const WRONG = 0.02;
const WRONG_PX = 60;
/** Fewer joints in the image are no detection. */
const FEWEST = 6;
/** A person cannot be seen whose feet are further from below the camera than this, metres. */
const SIGHT = 12;

const tenth = (value: number): number => Math.round(value * 10) / 10;

export function jointsOf({ position: [x, y], heading, stride }: Stance): Vector3[] {
  const [c, s] = [Math.cos(heading), Math.sin(heading)];
  return STANDING.map(([forward, left, up, swing]) => {
    const ahead = forward + swing * stride;
    return [x + c * ahead - s * left, y + s * ahead + c * left, up];
  });
}

/** What an edge node at a camera would say of people, none of whom hides another; image tracks are numbered by person. */
export function createCameraView(place: CameraPlace, random: Random) {
  const centre = cameraCentre(place.calibration!);
  const { width, height } = place.imageSize;

  function track(joints: readonly Vector3[], number: number): ImageTrack | undefined {
    let [left, top, right, bottom, seen] = [Infinity, Infinity, -Infinity, -Infinity, 0];
    const keypoints = joints.map((joint): [number, number, number] => {
      const pixel = project(place.calibration!, joint as StorePoint);
      if (pixel === undefined || pixel[0] < 0 || pixel[1] < 0 || pixel[0] >= width || pixel[1] >= height || random.next() < MISSED) return [0, 0, 0];
      const spread = random.next() < WRONG ? WRONG_PX : NOISE_PX;
      const x = tenth(pixel[0] + spread * (random.next() + random.next() - 1) * 2.4);
      const y = tenth(pixel[1] + spread * (random.next() + random.next() - 1) * 2.4);
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
      seen++;
      return [x, y, Math.round(60 + 38 * random.next()) / 100];
    });
    if (seen < FEWEST) return undefined;
    return { track: number, box: [left, top, tenth(right - left), tenth(bottom - top)], score: 0.9, keypoints: packKeypoints(keypoints) };
  }

  /** @param people joints and number of everybody who may be near */
  return (capturedAt: number, sequence: number, people: readonly { readonly joints: readonly Vector3[]; readonly number: number; readonly position: readonly [number, number] }[]): CameraTracks => ({
    capturedAt,
    sequence,
    tracks: people.flatMap(({ joints, number, position }) => {
      if (Math.abs(position[0] - centre[0]) > SIGHT || Math.abs(position[1] - centre[1]) > SIGHT) return [];
      return track(joints, number) ?? [];
    }),
  });
}
