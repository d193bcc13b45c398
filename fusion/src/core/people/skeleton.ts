import { KEYPOINT, KEYPOINTS } from '@walkout/contracts';
import type { KeypointName, Metres } from '@walkout/contracts';

/** What is known of a joint before anybody is seen. Grown people; heights standing, after Drillis & Contini 1966 at 1.70 m. */
export interface JointNature {
  /** How far apart two annotators, and so two views, put it: after the per-keypoint spreads of COCO's OKS. */
  readonly spread: Metres;
  /** How suddenly it moves: density of its white acceleration noise, m²/s³. */
  readonly agility: number;
  readonly standingHeight: Metres;
  /** How far a standing person's may be from that. */
  readonly heightSpread: Metres;
  /** The joint it hangs on and how far it can be from it; the trunk hangs on nothing. */
  readonly parent?: number;
  readonly reach?: Metres;
  /** Say in where a person stands. */
  readonly floorWeight: number;
}

const head = { spread: 0.015, agility: 3, standingHeight: 1.58, heightSpread: 0.2, floorWeight: 0.1 };
const shoulder = { spread: 0.03, agility: 3, standingHeight: 1.39, heightSpread: 0.2, floorWeight: 1 };
const elbow = { spread: 0.025, agility: 10, standingHeight: 1.07, heightSpread: 0.3, reach: 0.45, floorWeight: 0 };
const wrist = { spread: 0.025, agility: 25, standingHeight: 0.9, heightSpread: 0.5, reach: 0.42, floorWeight: 0 };
const hip = { spread: 0.04, agility: 3, standingHeight: 0.9, heightSpread: 0.2, floorWeight: 1 };
const knee = { spread: 0.03, agility: 8, standingHeight: 0.48, heightSpread: 0.15, reach: 0.62, floorWeight: 0.2 };
const ankle = { spread: 0.03, agility: 12, standingHeight: 0.09, heightSpread: 0.1, reach: 0.62, floorWeight: 0.2 };

const BY_NAME: Record<KeypointName, JointNature> = {
  nose: head,
  left_eye: { ...head, parent: KEYPOINT.nose, reach: 0.15 },
  right_eye: { ...head, parent: KEYPOINT.nose, reach: 0.15 },
  left_ear: { ...head, parent: KEYPOINT.nose, reach: 0.25 },
  right_ear: { ...head, parent: KEYPOINT.nose, reach: 0.25 },
  left_shoulder: shoulder,
  right_shoulder: shoulder,
  left_elbow: { ...elbow, parent: KEYPOINT.left_shoulder },
  right_elbow: { ...elbow, parent: KEYPOINT.right_shoulder },
  left_wrist: { ...wrist, parent: KEYPOINT.left_elbow },
  right_wrist: { ...wrist, parent: KEYPOINT.right_elbow },
  left_hip: hip,
  right_hip: hip,
  left_knee: { ...knee, parent: KEYPOINT.left_hip },
  right_knee: { ...knee, parent: KEYPOINT.right_hip },
  left_ankle: { ...ankle, parent: KEYPOINT.left_knee },
  right_ankle: { ...ankle, parent: KEYPOINT.right_knee },
};

/** The 17 keypoints. A parent comes before its children. */
export const JOINT_NATURES: readonly JointNature[] = KEYPOINTS.map((name) => BY_NAME[name]);
export const KEYPOINT_COUNT = KEYPOINTS.length;

/** The joints that tell best where somebody is. */
export const TRUNK: readonly number[] = [KEYPOINT.left_shoulder, KEYPOINT.right_hip, KEYPOINT.right_shoulder, KEYPOINT.left_hip];

/**
 * The top of the head, straight above where a person stands: what a box tells of somebody. Shoes off, heights after the
 * same source; children and hats widen them.
 */
export const CROWN = KEYPOINT_COUNT;
const crown: JointNature = { spread: 0.1, agility: 3, standingHeight: 1.68, heightSpread: 0.2, floorWeight: 0.3 };

/** Every point that is followed of a body: the keypoints, then the crown. */
export const LANDMARK_NATURES: readonly JointNature[] = [...JOINT_NATURES, crown];
export const LANDMARK_COUNT = LANDMARK_NATURES.length;
export const AGILITIES = Float64Array.from(LANDMARK_NATURES, ({ agility }) => agility);
/** What each landmark hangs on; -1: nothing. */
export const PARENTS = Int8Array.from(LANDMARK_NATURES, ({ parent = -1 }) => parent);
export const FLOOR_WEIGHTS = Float64Array.from(LANDMARK_NATURES, ({ floorWeight }) => floorWeight);

/** Rays of a sighting: the keypoints, then both ends of the box. */
export const BOX_TOP = KEYPOINT_COUNT;
export const BOX_FOOT = KEYPOINT_COUNT + 1;
export const RAY_COUNT = KEYPOINT_COUNT + 2;
/** Feet stand before and behind the body and hair varies: how far the ends of a box lie from the upright through a person. */
const BOX_END_SPREAD: Metres = crown.spread;
/** How far from what a ray shows it may pass, metres, one standard deviation; see `JointSighting`. */
export const RAY_SPREADS = Float64Array.from({ length: RAY_COUNT }, (_, ray) => (ray < KEYPOINT_COUNT ? JOINT_NATURES[ray]!.spread : BOX_END_SPREAD));
