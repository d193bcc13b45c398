import type { FloorPoint, Metres, StorePoint } from '@walkout/contracts';
import { across, addScaled, diagonal, invert } from './matrix3.ts';
import type { Matrix3 } from './matrix3.ts';
import { jointSighting, offRay, varianceAt } from './sighting.ts';
import type { JointSighting, PersonSighting } from './sighting.ts';
import { BOX_TOP, CROWN, LANDMARK_NATURES } from './skeleton.ts';
import type { Fix } from './triangulate.ts';

/** Where a landmark that was not known begins. */
export interface Start {
  readonly point: StorePoint;
  /** xx xy xz yy yz zz, m². */
  readonly covariance: readonly number[];
  /** More than one camera stands behind it. */
  readonly isSure: boolean;
}

/** What is known of the body that a landmark belongs to. */
interface Bearer {
  readonly position: FloorPoint;
  knows(landmark: number): boolean;
  pointOf(landmark: number): StorePoint;
}

/** A single ray places a joint at the depth of its body, give or take. */
const DEPTH_SPREAD: Metres = 0.25;
/** From the eyes and ears to the crown (Drillis & Contini 1966: 0.064 of the stature). */
const FACE_TO_CROWN: Metres = 0.11;
const FACE = [0, 1, 2, 3, 4];

/** The six different numbers of a symmetric matrix. */
const upperOf = (m: Matrix3): number[] => [m[0], m[1], m[2], m[4], m[5], m[8]];

/** Where several cameras agree that it is. */
export const startOfConsensus = ({ point, covariance }: Fix): Start => ({ point, covariance: upperOf(covariance), isSure: true });

/** The place on a ray nearest to what the joint hangs on, or to the body's upright axis. */
export function startOfJoint(body: Bearer, joint: number, seen: JointSighting): Start {
  const { parent } = LANDMARK_NATURES[joint]!;
  const anchor = parent !== undefined && body.knows(parent) ? body.pointOf(parent) : onAxis(body.position, seen, joint);
  const off = offRay(seen, anchor);
  const point: StorePoint = [anchor[0] - off[0], anchor[1] - off[1], anchor[2] - off[2]];
  const information = addScaled(across(seen.direction, 1 / varianceAt(seen, point)), diagonal(1, 1, 1), 1 / DEPTH_SPREAD ** 2);
  return { point, covariance: upperOf(invert(information)!), isSure: false };
}

/** Above where the body stands, as high as its face or the top of its box says. */
export function startOfCrown(body: Bearer, sighting: PersonSighting): Start {
  const { heightSpread, standingHeight } = LANDMARK_NATURES[CROWN]!;
  const top = jointSighting(sighting, BOX_TOP);
  const face = crownOfFace(body);
  const height = face?.[2] ?? (top === undefined ? standingHeight : onAxis(body.position, top, CROWN)[2]);
  const point: StorePoint = [body.position[0], body.position[1], height];
  return { point, covariance: [DEPTH_SPREAD ** 2, 0, 0, DEPTH_SPREAD ** 2, 0, heightSpread ** 2], isSure: false };
}

/** Where the crown is by the face; `undefined` when that is not known. */
export function crownOfFace(body: Bearer): StorePoint | undefined {
  let [count, height] = [0, 0];
  for (const joint of FACE) {
    if (!body.knows(joint)) continue;
    count++;
    height += body.pointOf(joint)[2];
  }
  return count === 0 ? undefined : [body.position[0], body.position[1], height / count + FACE_TO_CROWN];
}

const onAxis = (position: FloorPoint, seen: JointSighting, landmark: number): StorePoint => {
  const away = Math.hypot(position[0] - seen.origin[0], position[1] - seen.origin[1]);
  const flat = Math.hypot(seen.direction[0], seen.direction[1]);
  const height = flat < 0.05 ? LANDMARK_NATURES[landmark]!.standingHeight : seen.origin[2] + (away / flat) * seen.direction[2];
  return [position[0], position[1], Math.min(2.2, Math.max(0, height))];
};
