import type { CameraPlace, CameraTracks, ImageTrack, Vector3 } from '@walkout/contracts';
import { createPeopleTracker } from '@walkout/fusion/core/people/people-tracker.ts';
import { scorePose, shelfPose } from '../metrics/pcp.ts';

type Numbers3 = [number, number, number];

/** `poses.json` of the Shelf set. */
export interface ShelfData {
  readonly cameras: Readonly<Record<string, { imageSize: [number, number]; K: Numbers3[]; cameraFromWorld: [number, number, number, number][] }>>;
  readonly frames: readonly {
    readonly frame: number;
    readonly poses: Readonly<Record<string, readonly (readonly Numbers3[])[]>>;
    readonly truth: Readonly<Record<string, readonly Vector3[]>>;
  }[];
}

export interface ShelfResult {
  /** True person to the share of limbs found. */
  readonly pcp: Readonly<Record<string, number>>;
  readonly meanPcp: number;
  readonly meanErrorMm: number;
}

/** Frames are 1/25 s apart. */
const FRAME_MS = 40;

const toCamera = (id: string, { imageSize, K, cameraFromWorld }: ShelfData['cameras'][string]): CameraPlace => ({
  id,
  imageSize: { width: imageSize[0], height: imageSize[1] },
  calibration: {
    focal: [K[0]![0], K[1]![1]],
    principal: [K[0]![2], K[1]![2]],
    distortion: [0, 0, 0, 0, 0],
    cameraFromStore: cameraFromWorld,
  },
});

/** A pose as an edge node that does not track would send it. */
function toTrack(pose: readonly Numbers3[]): ImageTrack {
  const seen = pose.filter(([, , score]) => score > 0);
  const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    track: 0,
    box: [left, top, Math.max(...xs) - left, Math.max(...ys) - top],
    score: seen.reduce((sum, [, , score]) => sum + score, 0) / seen.length,
    keypoints: pose.map(([x, y, score]) => [x, y, Math.min(1, score)] as [number, number, number]),
  };
}

/**
 * Follows the people of the Shelf set through its 2D poses and scores their joints.
 *
 * @param onFrame called for each camera frame taken in, for timing
 */
export function runShelf(data: ShelfData): ShelfResult {
  const tracker = createPeopleTracker(Object.entries(data.cameras).map(([id, camera]) => toCamera(id, camera)));
  const found = new Map<string, { right: number; limbs: number }>();
  const errors: number[] = [];
  for (const frame of data.frames) {
    const capturedAt = (frame.frame + 1) * FRAME_MS;
    for (const [camera, poses] of Object.entries(frame.poses)) {
      const tracks: CameraTracks['tracks'] = poses.filter((pose) => pose.some(([, , score]) => score > 0)).map(toTrack);
      tracker.observe(camera, { capturedAt, sequence: frame.frame, tracks });
    }
    const estimates = tracker.people(capturedAt).map((person) => shelfPose(person.joints.map((joint) => joint?.point)));
    for (const [person, truth] of Object.entries(frame.truth)) {
      const score = scorePose(truth, estimates);
      const total = found.get(person) ?? { right: 0, limbs: 0 };
      found.set(person, { right: total.right + score.right, limbs: total.limbs + score.limbs });
      errors.push(...score.errors);
    }
  }
  const pcp = Object.fromEntries([...found].map(([person, { right, limbs }]) => [person, right / limbs]));
  const values = Object.values(pcp);
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  return { pcp, meanPcp: mean(values), meanErrorMm: 1000 * mean(errors) };
}
