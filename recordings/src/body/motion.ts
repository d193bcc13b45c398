import type { FloorPoint, Radians, StorePoint } from '@walkout/contracts';
import { mix } from '@walkout/contracts';
import { palmGoal, poseArm } from './arms.ts';
import { poseLeg } from './legs.ts';
import { postureFor } from './posture.ts';
import type { BodyShape } from './shape.ts';
import type { BodyPose, BonePose } from './skeleton.ts';
import { BONE } from './skeleton.ts';
import { poseTrunk } from './trunk.ts';

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

/** Eyes go to the hand's work where nothing else was asked for: nearer to it the more the hand is there. */
function withGaze(stance: Stance): Stance {
  const reach = stance.reaches.find(({ amount }) => amount > 0);
  if (stance.lookAt !== undefined || reach === undefined) return stance;
  const [x, y] = stance.position;
  const ahead: StorePoint = [x + Math.cos(stance.heading), y + Math.sin(stance.heading), 1.4];
  return { ...stance, lookAt: mix(ahead, reach.target, Math.min(1, reach.amount)) };
}

/**
 * The bones of a body in a stance. Feet stand on the floor and do not slide (see {@link gaitRate}); a hand whose reach
 * is 1 has its palm at the target when that lies 0.1 to 2 m high and within about 0.9 m of the body: the trunk leans,
 * turns and crouches for it, and where that is not enough the body takes a step of up to 0.4 m away from `position`.
 *
 * @returns store frame, metres; one entry a bone, in the order of `BONE_NAMES`
 */
export function poseBody(shape: BodyShape, stance: Stance): BodyPose {
  const looking = withGaze(stance);
  const trunk = poseTrunk(shape, looking, postureFor(shape, looking));
  const bones: BonePose[] = [...trunk.bones];
  for (const [index, side] of (['left', 'right'] as const).entries()) {
    const palm = palmGoal(shape, looking, { trunk, hand: side });
    const arm = poseArm(shape, trunk, { hand: side, palm });
    const leg = poseLeg(shape, { hip: trunk.bones[BONE[`${side}_hip`]]!.joint, foot: trunk.feet[index]!, side });
    bones.splice(BONE[`${side}_shoulder`], arm.length, ...arm);
    bones.splice(BONE[`${side}_hip`], leg.length, ...leg);
  }
  return { bones };
}
