import type { EpochMs, FloorPoint, ImageTrack, Metres, Ray, StorePoint, Vector3 } from '@walkout/contracts';
import type { PeopleOptions } from './options.ts';
import { BOX_END_SPREAD, BOX_FOOT, BOX_TOP, JOINT_NATURES, KEYPOINT_COUNT, RAY_COUNT } from './skeleton.ts';
import type { View } from './view.ts';

/** What one camera saw of one joint. */
export interface JointSighting extends Ray {
  readonly at: EpochMs;
  /** In (0, 1]. */
  readonly confidence: number;
  /** One standard deviation across the ray at distance L is hypot(spread, angle * L); radians. */
  readonly angle: number;
  readonly spread: Metres;
}

/** What one camera saw of one person in one frame: rays from the camera's centre, in flat arrays, for they are many. */
export interface PersonSighting {
  readonly view: View;
  readonly at: EpochMs;
  readonly track: ImageTrack;
  /** Seen by a camera that finds people and no poses (all keypoints of confidence 0): only the ends of the box are known. */
  readonly isBox: boolean;
  /** Where the rays start, store frame, metres: the camera's centre, less what the camera is known to be off. */
  readonly origin: StorePoint;
  /** Unit directions, three numbers a ray: the 17 keypoints, then top and foot of the box. */
  readonly directions: readonly number[];
  /** In [0, 1], one a ray; 0: not seen. */
  readonly confidences: readonly number[];
}

/** An end of the box this near to the image's border may be cut, pixels. */
const CUT = 2;

/**
 * Turns an image track into rays. Keypoints of low confidence or not finite are left out; so are ends of the box that
 * the image cuts off.
 *
 * @param shift how far the camera puts people who are boxes off the true floor, metres
 */
export function sight(view: View, at: EpochMs, { track, options, shift }: { track: ImageTrack; options: PeopleOptions; shift: FloorPoint }): PersonSighting {
  const directions = new Array<number>(3 * RAY_COUNT).fill(0);
  const confidences = new Array<number>(RAY_COUNT).fill(0);
  const slot = { target: directions, offset: 0 };
  let isBox = true;
  for (let index = 0; index < KEYPOINT_COUNT; index++) {
    const [x, y, confidence] = track.keypoints[index]!;
    if (confidence !== 0) isBox = false;
    if (!(confidence >= options.minConfidence) || !Number.isFinite(x + y)) continue;
    slot.offset = 3 * index;
    view.castRay(x, y, slot);
    confidences[index] = confidence;
  }
  const { centre } = view;
  const origin: StorePoint = isBox ? [centre[0] - shift[0], centre[1] - shift[1], centre[2]] : centre;
  const [left, top, width, height] = track.box;
  if (!Number.isFinite(left + top + width + height)) return { view, at, track, isBox, origin, directions, confidences };
  const middle = left + width / 2;
  for (const [index, y, isCut] of [[BOX_TOP, top, top < CUT], [BOX_FOOT, top + height, top + height > view.height - CUT]] as const) {
    slot.offset = 3 * index;
    view.castRay(middle, y, slot);
    if (!isCut) confidences[index] = track.score;
  }
  return { view, at, track, isBox, origin, directions, confidences };
}

/** Spread of a ray's mark on a person, metres; see {@link JointSighting}. */
const spreadOf = (index: number): Metres => (index < KEYPOINT_COUNT ? JOINT_NATURES[index]!.spread : BOX_END_SPREAD);

/** Variance of a ray across itself at a squared distance (m²) from the camera, m². A confidence says how likely it is right; below one, it is also less exact. */
export const rayVariance = ({ view, confidences }: PersonSighting, index: number, farSquared: number): number =>
  (spreadOf(index) ** 2 + view.angle * view.angle * farSquared) / confidences[index]!;

/** One ray on its own; `undefined` when it was not seen. */
export function jointSighting(sighting: PersonSighting, index: number): JointSighting | undefined {
  const confidence = sighting.confidences[index]!;
  if (confidence === 0) return undefined;
  const vagueness = 1 / Math.sqrt(confidence);
  const { directions, origin, at, view } = sighting;
  const direction: Vector3 = [directions[3 * index]!, directions[3 * index + 1]!, directions[3 * index + 2]!];
  return { origin, direction, at, confidence, angle: view.angle * vagueness, spread: spreadOf(index) * vagueness };
}

/** From the ray to a point, shortest; across the ray. The part behind the camera counts as from the camera itself. */
export function offRay(ray: Ray, point: StorePoint): Vector3 {
  const [dx, dy, dz] = [point[0] - ray.origin[0], point[1] - ray.origin[1], point[2] - ray.origin[2]];
  const along = Math.max(0, dx * ray.direction[0] + dy * ray.direction[1] + dz * ray.direction[2]);
  return [dx - along * ray.direction[0], dy - along * ray.direction[1], dz - along * ray.direction[2]];
}

/** Variance across the ray where it passes a point, m². */
export function varianceAt(sighting: JointSighting, point: StorePoint): number {
  const [dx, dy, dz] = [point[0] - sighting.origin[0], point[1] - sighting.origin[1], point[2] - sighting.origin[2]];
  return sighting.spread * sighting.spread + sighting.angle * sighting.angle * (dx * dx + dy * dy + dz * dz);
}
