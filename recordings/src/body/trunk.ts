import { add, normalise, scale, subtract } from '@walkout/contracts';
import type { Metres, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import type { Foot } from './legs.ts';
import { hipHeightLimit, placeFeet } from './legs.ts';
import type { Stance } from './motion.ts';
import { compose, rolled, rotate, turned } from './rotation.ts';
import type { Rotation } from './rotation.ts';
import type { BodyShape } from './shape.ts';
import type { BoneName, BonePose } from './skeleton.ts';
import { BONE, BONE_NAMES, restJoints, scaleOf } from './skeleton.ts';

/** How the trunk helps the hands: all zero when they do without. */
export interface Posture {
  /** Forward from upright, at the chest. */
  readonly lean: Radians;
  /** Of the chest against the hips, counter-clockwise. */
  readonly twist: Radians;
  /** 0 upright … 1 squatting. */
  readonly crouch: number;
  readonly tiptoe: Metres;
  /** Of each shoulder towards a hand held high: left, right. */
  readonly shrug: readonly [Metres, Metres];
  /** A step towards the target, forward and left. */
  readonly step: readonly [Metres, Metres];
}

export interface Trunk {
  /** Poses of pelvis to head and of both shoulders and hips; the limbs' own entries are filled by the limbs. */
  readonly bones: readonly BonePose[];
  readonly feet: readonly [Foot, Foot];
  readonly chestYaw: Radians;
}

/** How far the pelvis sinks in a full squat, reference size. */
const SQUAT: Metres = 0.56;
const MOST_NECK_YAW: Radians = 1.15;
const MOST_NECK_PITCH: Radians = 0.7;

const limit = (value: number, most: number): number => Math.max(-most, Math.min(most, value));
const wrap = (angle: Radians): Radians => Math.atan2(Math.sin(angle), Math.cos(angle));

/** Yaw and pitch of the face towards a place, as far as the neck goes from where the chest looks. */
function gaze(head: StorePoint, target: StorePoint, { yaw, pitch }: { yaw: Radians; pitch: Radians }) {
  const [x, y, z] = normalise(subtract(target, head));
  return {
    yaw: yaw + limit(wrap(Math.atan2(y, x) - yaw), MOST_NECK_YAW),
    pitch: pitch + limit(Math.atan2(-z, Math.hypot(x, y)) - pitch, MOST_NECK_PITCH),
  };
}

/** Pelvis, spine, neck, head, and where shoulders and hips are, with feet on the floor. */
export function poseTrunk(shape: BodyShape, stance: Stance, posture: Posture): Trunk {
  const size = scaleOf(shape);
  const rest = restJoints(shape);
  const offset = (from: BoneName, to: BoneName): Vector3 => scale(subtract(rest[BONE[to]]!, rest[BONE[from]]!), size);
  const heading = turned(stance.heading, 0);
  const stride = Math.min(1, stance.speed);
  const lean = posture.lean + 0.03 + 0.03 * stride + 0.25 * posture.crouch;
  const sway = 0.1 * stride * Math.cos(stance.gaitPhase);

  const origin: StorePoint = add([stance.position[0], stance.position[1], 0], rotate(heading, [...posture.step, 0]));
  const feet = placeFeet(shape, stance, { origin, crouch: posture.crouch });
  const raised = feet.map((foot) => ({
    ankle: add(foot.ankle, [0, 0, posture.tiptoe]),
    rotation: compose(foot.rotation, turned(0, posture.tiptoe * 6)),
  })) as [Foot, Foot];

  const pelvisTurn = compose(turned(stance.heading - sway, lean * 0.45), rolled(0.04 * stride * Math.sin(stance.gaitPhase)));
  const wished = 0.955 * size + posture.tiptoe - posture.crouch * SQUAT * size;
  const high = add(origin, add(rotate(heading, [-0.16 * Math.sin(lean) * size, 0, 0]), [0, 0, wished]));
  const hipsOf = (pelvis: StorePoint) =>
    (['left_hip', 'right_hip'] as const).map((name) => add(pelvis, rotate(pelvisTurn, offset('pelvis', name)))) as [StorePoint, StorePoint];
  const hipsWished = hipsOf(high);
  const excess = Math.max(hipsWished[0][2], hipsWished[1][2]) - hipHeightLimit(shape, hipsWished, raised);
  const pelvis = add(high, [0, 0, -Math.max(0, excess)]);
  const hips = hipsOf(pelvis);

  const chestYaw = stance.heading + posture.twist + sway * 0.8;
  const spineTurn = turned(stance.heading + posture.twist * 0.4, lean * 0.75);
  const chestTurn = turned(chestYaw, lean);
  const spine = add(pelvis, rotate(pelvisTurn, offset('pelvis', 'spine')));
  const chest = add(spine, rotate(spineTurn, offset('spine', 'chest')));
  const neck = add(chest, rotate(chestTurn, offset('chest', 'neck')));
  const target = stance.lookAt;
  const ahead = { yaw: chestYaw, pitch: lean * 0.5 + 0.06 };
  const face = target === undefined ? ahead : gaze(neck, target, ahead);
  const neckTurn = turned((chestYaw + face.yaw) / 2, (lean * 0.7 + face.pitch) / 2);
  const head = add(neck, rotate(neckTurn, offset('neck', 'head')));
  const shoulder = (name: 'left_shoulder' | 'right_shoulder', shrug: Metres) =>
    add(add(chest, rotate(chestTurn, offset('chest', name))), rotate(chestTurn, [shrug * 0.5, 0, shrug]));

  const placed: Partial<Record<BoneName, readonly [StorePoint, Rotation]>> = {
    pelvis: [pelvis, pelvisTurn], spine: [spine, spineTurn], chest: [chest, chestTurn], neck: [neck, neckTurn],
    head: [head, turned(face.yaw, face.pitch)],
    left_shoulder: [shoulder('left_shoulder', posture.shrug[0] * size), chestTurn],
    right_shoulder: [shoulder('right_shoulder', posture.shrug[1] * size), chestTurn],
    left_hip: [hips[0], pelvisTurn], right_hip: [hips[1], pelvisTurn],
  };
  const bones = BONE_NAMES.map((name) => {
    const [joint, rotation] = placed[name] ?? [pelvis, pelvisTurn];
    return { joint, rotation };
  });
  return { bones, feet: raised, chestYaw };
}
