import type { TrackedKeypoint, TrackedKeypoints } from './messages/sensors.ts';

/** The 17 keypoints of COCO, in COCO's order. */
export const KEYPOINTS = [
  'nose', 'left_eye', 'right_eye', 'left_ear', 'right_ear',
  'left_shoulder', 'right_shoulder', 'left_elbow', 'right_elbow', 'left_wrist', 'right_wrist',
  'left_hip', 'right_hip', 'left_knee', 'right_knee', 'left_ankle', 'right_ankle',
] as const;
export type KeypointName = (typeof KEYPOINTS)[number];

/** Index of each keypoint by name, `KEYPOINT.left_wrist === 9`. */
export const KEYPOINT = Object.fromEntries(KEYPOINTS.map((name, index) => [name, index])) as Record<KeypointName, number>;

const bone = (from: KeypointName, to: KeypointName) => [KEYPOINT[from], KEYPOINT[to]] as const;
/** Pairs of keypoints whose distance on one person hardly changes, and the lines to draw. */
export const BONES = [
  bone('left_shoulder', 'right_shoulder'), bone('left_hip', 'right_hip'),
  bone('left_shoulder', 'left_hip'), bone('right_shoulder', 'right_hip'),
  bone('left_shoulder', 'left_elbow'), bone('left_elbow', 'left_wrist'),
  bone('right_shoulder', 'right_elbow'), bone('right_elbow', 'right_wrist'),
  bone('left_hip', 'left_knee'), bone('left_knee', 'left_ankle'),
  bone('right_hip', 'right_knee'), bone('right_knee', 'right_ankle'),
] as const;

/** Keypoints one by one as a message has them. */
export const packKeypoints = (keypoints: readonly Readonly<TrackedKeypoint>[]): TrackedKeypoints => ({
  x: keypoints.map(([x]) => x),
  y: keypoints.map(([, y]) => y),
  confidence: keypoints.map(([, , confidence]) => confidence),
});

/** One keypoint of a message; keypoints are numbered in COCO's order. */
export const keypointAt = ({ x, y, confidence }: TrackedKeypoints, keypoint: number): TrackedKeypoint => [x[keypoint]!, y[keypoint]!, confidence[keypoint]!];
