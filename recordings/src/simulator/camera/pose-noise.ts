import { KEYPOINTS } from '@walkout/contracts';
import type { KeypointName, Probability } from '@walkout/contracts';

/** Joints that a network finds about as well as each other. */
export type JointGroup = 'face' | 'shoulder' | 'elbow' | 'wrist' | 'hip' | 'knee' | 'ankle';
export const JOINT_GROUPS: readonly JointGroup[] = ['face', 'shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle'];
const FACE: readonly KeypointName[] = ['nose', 'left_eye', 'right_eye', 'left_ear', 'right_ear'];
/** Group of each keypoint, in COCO's order. */
export const GROUP_OF: readonly JointGroup[] = KEYPOINTS.map((name) => (FACE.includes(name) ? 'face' : (name.split('_')[1] as JointGroup)));

/** In view, behind something, or an arm whose hand is among the goods. */
export type JointState = 'seen' | 'hidden' | 'atWork';
export const JOINT_STATES: readonly JointState[] = ['seen', 'hidden', 'atWork'];

/** How a network finds a joint. */
export interface JointNoise {
  /** Confidence at each tenth of its distribution, least first: 11 values. */
  readonly confidence: readonly Probability[];
  /**
   * Distance from the truth as a part of the person's size in the image, log-normal: median, and spread of its logarithm, in each
   * fifth of the distribution of confidence, least confident first.
   */
  readonly error: readonly { readonly median: number; readonly spread: number }[];
}

/** How often somebody of whom a camera sees this part (share of the 17 joints, upper bound) is lost, and found again, in a frame. */
export interface MissRate {
  readonly upTo: number;
  readonly lost: Probability;
  readonly found: Probability;
}

/** What our networks make of people in pictures, so that scenarios without pictures are seen as well and as badly. */
export interface PoseNoise {
  readonly joints: Readonly<Record<JointGroup, Readonly<Partial<Record<JointState, JointNoise>>>>>;
  /** Correlation from one frame to the next at 10 frames a second, of errors and of confidences. */
  readonly persistence: { readonly error: number; readonly confidence: number };
  readonly misses: readonly MissRate[];
  /** The detector's score at each tenth of its distribution. */
  readonly score: readonly Probability[];
  /** Share of frames of a followed person in which the image's track gets another number. */
  readonly switches: Probability;
  /** People where nobody is: how many begin a camera and frame, share that lasts on to the next frame, and their confidences. */
  readonly ghosts: { readonly begin: number; readonly last: Probability; readonly confidence: readonly Probability[]; readonly besidePeople: Probability };
  /** Clothing colour: one camera's bias, and spread from frame to frame, in the descriptor's unit; and how often there is none. */
  readonly appearance: { readonly bias: number; readonly spread: number; readonly none: Probability };
}
