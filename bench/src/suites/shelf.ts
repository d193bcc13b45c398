import Type from 'typebox';
import type { Static } from 'typebox';
import { KEYPOINTS, packKeypoints } from '@walkout/contracts';
import type { CameraPlace, CameraTracks, ImageTrack } from '@walkout/contracts';
import { createPeopleTracker } from '@walkout/fusion/core/people/people-tracker.ts';
import { scorePose, shelfPose } from '../metrics/pcp.ts';
import { readJson } from '../read-data.ts';
import type { SuiteOutcome } from '../suite.ts';

const row = (length: number) => Type.Array(Type.Number(), { minItems: length, maxItems: length });
const Pose = Type.Array(Type.Tuple([Type.Number(), Type.Number(), Type.Number()]), { minItems: 17, maxItems: 17, description: 'COCO order: x px, y px, score' });

/** `poses.json` of the Shelf set. */
export const ShelfData = Type.Object({
  cameras: Type.Record(
    Type.String(),
    Type.Object({
      imageSize: Type.Tuple([Type.Integer(), Type.Integer()]),
      K: Type.Array(row(3), { minItems: 3, maxItems: 3 }),
      cameraFromWorld: Type.Array(row(4), { minItems: 3, maxItems: 3, description: 'm' }),
    }),
  ),
  frames: Type.Array(
    Type.Object({
      frame: Type.Integer(),
      poses: Type.Record(Type.String(), Type.Array(Pose)),
      truth: Type.Record(Type.String(), Type.Array(Type.Tuple([Type.Number(), Type.Number(), Type.Number()]), { description: '15 joints, m' })),
    }),
    { minItems: 1 },
  ),
});
export type ShelfData = Static<typeof ShelfData>;
type Pose = Static<typeof Pose>;

export interface ShelfResult {
  /** True person to the share of limbs found. */
  readonly pcp: Readonly<Record<string, number>>;
  readonly meanPcp: number;
  readonly meanErrorMm: number;
  /** Moments of all cameras that are followed in a second of processor time. */
  readonly fps: number;
}

/** Frames are 1/25 s apart. */
const FRAME_MS = 40;

const toCamera = (id: string, { imageSize, K, cameraFromWorld }: ShelfData['cameras'][string]): CameraPlace => ({
  id,
  imageSize: { width: imageSize[0], height: imageSize[1] },
  calibration: {
    focal: [K[0]![0]!, K[1]![1]!],
    principal: [K[0]![2]!, K[1]![2]!],
    distortion: [0, 0, 0, 0, 0],
    cameraFromStore: cameraFromWorld,
  },
});

/** A pose as an edge node that does not track would send it. */
function toTrack(pose: Pose): ImageTrack {
  const seen = pose.filter(([, , score]) => score > 0);
  const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    track: 0,
    box: [left, top, Math.max(...xs) - left, Math.max(...ys) - top],
    score: seen.reduce((sum, [, , score]) => sum + score, 0) / seen.length,
    keypoints: packKeypoints(pose.map(([x, y, score]) => [x, y, Math.min(1, score)])),
  };
}

/** Follows the people of the Shelf set through its 2D poses and scores their joints. */
export function runShelf(data: ShelfData): ShelfResult {
  const tracker = createPeopleTracker(Object.entries(data.cameras).map(([id, camera]) => toCamera(id, camera)));
  const found = new Map<string, { right: number; limbs: number }>();
  const errors: number[] = [];
  let followingMs = 0;
  for (const frame of data.frames) {
    const capturedAt = (frame.frame + 1) * FRAME_MS;
    const shots = Object.entries(frame.poses).map(([camera, poses]) => {
      const tracks: CameraTracks['tracks'] = poses.filter((pose) => pose.some(([, , score]) => score > 0)).map(toTrack);
      return { camera, shot: { capturedAt, sequence: frame.frame, tracks } };
    });
    const before = process.cpuUsage();
    for (const { camera, shot } of shots) tracker.observe(camera, shot);
    const people = tracker.people(capturedAt);
    const used = process.cpuUsage(before);
    followingMs += (used.user + used.system) / 1000;
    const estimates = people.map((person) => shelfPose(KEYPOINTS.map((_, keypoint) => person.joint(keypoint)?.point)));
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
  return { pcp, meanPcp: mean(values), meanErrorMm: 1000 * mean(errors), fps: (1000 * data.frames.length) / followingMs };
}

/** People in 3D on the Shelf set. @throws WalkoutError DATA_MISSING, CONFIG_MALFORMED */
export const shelfSuite = async ({ data }: { readonly data: string }): Promise<SuiteOutcome> => ({ figures: { ...runShelf(await readJson(ShelfData, data)) } });
