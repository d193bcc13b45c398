import type { FloorPoint, Metres, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import type { BodyShape } from './shape.ts';

export type Hand = 'left' | 'right';

/** A hand on its way to a place. */
export interface Reach {
  readonly hand: Hand;
  /** Where the middle of the palm shall be, store frame. */
  readonly target: StorePoint;
  /** 0: the arm as it would be without the reach … 1: the palm at the target. */
  readonly amount: number;
}

/** What a person is doing at one moment. */
export interface Stance {
  /** The floor under the pelvis when standing upright. */
  readonly position: FloorPoint;
  /** The way the chest faces, counter-clockwise from east. */
  readonly heading: Radians;
  /** The way the feet go where that is not the heading (a side step). */
  readonly course?: Radians;
  /** Advances by {@link gaitRate} a second; at 0 the left foot strikes the floor. */
  readonly gaitPhase: Radians;
  /** Metres a second. The stride follows; 0 stands. */
  readonly speed: number;
  readonly reaches: readonly Reach[];
  /** How far the pelvis is lowered on bent knees: 0 upright … 1 squatting. */
  readonly crouch?: number;
  /** What the face turns to, as far as the neck goes. */
  readonly lookAt?: StorePoint;
  /** Arms bent in front of the body, as if something lay in them. */
  readonly carrying?: Hand | 'both';
}

/** The images of the body's axes x (forward), y (left), z (up): a rotation by columns. */
export type Rotation = readonly [Vector3, Vector3, Vector3];

/** Where a bone is: where its joint stands in the store frame, and how the bone is turned from its rest. */
export interface BonePose {
  readonly joint: StorePoint;
  readonly rotation: Rotation;
}

/** A posed body: one entry a bone, in the order of `BONE_NAMES` of skeleton.ts. */
export interface BodyPose {
  readonly bones: readonly BonePose[];
}

