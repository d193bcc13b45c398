import type { EpochMs, FloorPoint, ImageTrack, Metres, Milliseconds, Probability, Ray, StorePoint, Vector3 } from '@walkout/contracts';
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

/** What one camera saw of one person in one frame: rays from the camera's centre, in a flat array, for they are many. */
export interface PersonSighting {
  readonly view: View;
  readonly at: EpochMs;
  /** Number of its image track; 0: of an edge node that does not track. */
  readonly track: number;
  /** That it is a person. */
  readonly score: Probability;
  /** See `ImageTrack.appearance`. */
  readonly appearance: readonly number[] | undefined;
  /** Seen by a camera that finds people and no poses (all keypoints of confidence 0): only the ends of the box are known. */
  readonly isBox: boolean;
  /** Where the rays start, store frame, metres: the camera's centre, less what the camera is known to be off. */
  readonly origin: StorePoint;
  /** {@link RAY_SIZE} numbers a ray: unit direction, and confidence in [0, 1], 0: not seen. The 17 keypoints, or top and foot of the box, after their places. */
  readonly rays: Float64Array;
  /** Where in `rays` this person's begin. */
  readonly start: number;
}

export const RAY_SIZE = 4;
const SIGHTING_SIZE = RAY_SIZE * RAY_COUNT;
/** An end of the box this near to the image's border may be cut, pixels. */
const CUT = 2;

/** Confidence of a ray; 0: not seen. */
export const confidenceOf = ({ rays, start }: PersonSighting, ray: number): number => rays[start + RAY_SIZE * ray + 3]!;

/** Where the rays of one camera's frames lie: those of a frame are overwritten when nobody looks back as far any more. */
export interface RayStore {
  /** Zeros for the rays of `count` people, good until `keepFor` after `at`. */
  take(at: EpochMs, count: number): Float64Array;
}

export function createRayStore(keepFor: Milliseconds): RayStore {
  const used: { at: EpochMs; rays: Float64Array }[] = [];
  return {
    take(at, count) {
      const size = SIGHTING_SIZE * count;
      const oldest = used[0];
      if (oldest === undefined || at - oldest.at <= keepFor) {
        const rays = new Float64Array(size);
        used.push({ at, rays });
        return rays;
      }
      used.shift();
      used.push(oldest);
      oldest.at = at;
      // A crowd leaves larger arrays behind, which serve fewer people as well.
      if (oldest.rays.length < size) oldest.rays = new Float64Array(size);
      else oldest.rays.fill(0, 0, size);
      return oldest.rays;
    },
  };
}

/** What {@link sightAll} goes by. */
export interface SightingTerms {
  readonly options: PeopleOptions;
  /** How far the camera puts people who are boxes off the true floor, metres. */
  readonly shift: FloorPoint;
  /** Of this camera. */
  readonly store: RayStore;
}

/**
 * Turns the image tracks of one frame into rays. Keypoints of low confidence or not finite are left out; so are ends of
 * boxes that the image cuts off.
 */
export function sightAll(view: View, { capturedAt: at, tracks }: { capturedAt: EpochMs; tracks: readonly ImageTrack[] }, { options, shift, store }: SightingTerms): PersonSighting[] {
  const rays = store.take(at, tracks.length);
  const { centre } = view;
  const shifted: StorePoint = [centre[0] - shift[0], centre[1] - shift[1], centre[2]];
  const sightings: PersonSighting[] = [];
  for (let index = 0; index < tracks.length; index++) {
    const track = tracks[index]!;
    const start = index * SIGHTING_SIZE;
    const isBox = castKeypoints(view, track, { rays, start, minConfidence: options.minConfidence });
    if (isBox) castBox(view, track, { rays, start });
    sightings.push({ view, at, track: track.track, score: track.score, appearance: track.appearance, isBox, origin: isBox ? shifted : centre, rays, start });
  }
  return sightings;
}

/** @returns whether the track has no keypoints at all */
function castKeypoints(view: View, { keypoints }: ImageTrack, { rays, start, minConfidence }: { rays: Float64Array; start: number; minConfidence: number }): boolean {
  let isBox = true;
  for (let joint = 0; joint < KEYPOINT_COUNT; joint++) {
    const keypoint = keypoints[joint]!;
    const confidence = keypoint[2];
    if (confidence === 0) continue;
    isBox = false;
    if (!(confidence >= minConfidence) || !Number.isFinite(keypoint[0] + keypoint[1])) continue;
    const offset = start + RAY_SIZE * joint;
    view.castRay(keypoint[0], keypoint[1], rays, offset);
    rays[offset + 3] = confidence;
  }
  return isBox;
}

function castBox(view: View, { box, score }: ImageTrack, { rays, start }: { rays: Float64Array; start: number }): void {
  const [left, top, width, height] = box;
  if (!Number.isFinite(left + top + width + height)) return;
  const middle = left + width / 2;
  const [atTop, atFoot] = [start + RAY_SIZE * BOX_TOP, start + RAY_SIZE * BOX_FOOT];
  view.castRay(middle, top, rays, atTop);
  view.castRay(middle, top + height, rays, atFoot);
  rays[atTop + 3] = top < CUT ? 0 : score;
  rays[atFoot + 3] = top + height > view.height - CUT ? 0 : score;
}

/** A sighting with what it lacks filled in from a piece of the same person. */
export function complete(sighting: PersonSighting, piece: PersonSighting): PersonSighting {
  if (sighting.isBox !== piece.isBox) return sighting;
  const rays = sighting.rays.slice(sighting.start, sighting.start + SIGHTING_SIZE);
  for (let offset = 0; offset < SIGHTING_SIZE; offset += RAY_SIZE) {
    if (rays[offset + 3] !== 0) continue;
    for (let part = 0; part < RAY_SIZE; part++) rays[offset + part] = piece.rays[piece.start + offset + part]!;
  }
  return { ...sighting, rays, start: 0 };
}

/** Spread of where a ray may pass a person, metres; see {@link JointSighting}. */
const SPREADS = Float64Array.from({ length: RAY_COUNT }, (_, ray) => (ray < KEYPOINT_COUNT ? JOINT_NATURES[ray]!.spread : BOX_END_SPREAD));
/** Squared, m². */
export const raySpreads = SPREADS.map((spread) => spread * spread);

/** Variance of a ray across itself at a squared distance (m²) from the camera, m². A confidence says how likely it is right; below one, it is also less exact. */
export const rayVariance = ({ view: { angle }, rays, start }: PersonSighting, ray: number, farSquared: number): number =>
  (raySpreads[ray]! + angle * angle * farSquared) / rays[start + RAY_SIZE * ray + 3]!;

/** One ray on its own; `undefined` when it was not seen. */
export function jointSighting(sighting: PersonSighting, ray: number): JointSighting | undefined {
  const confidence = confidenceOf(sighting, ray);
  if (confidence === 0) return undefined;
  const vagueness = 1 / Math.sqrt(confidence);
  const { rays, origin, at, view } = sighting;
  const offset = sighting.start + RAY_SIZE * ray;
  const direction: Vector3 = [rays[offset]!, rays[offset + 1]!, rays[offset + 2]!];
  return { origin, direction, at, confidence, angle: view.angle * vagueness, spread: SPREADS[ray]! * vagueness };
}

/** From the ray to a point, shortest; across the ray. The part behind the camera counts as from the camera itself. */
export function offRay(ray: Ray, point: StorePoint): Vector3 {
  const dx = point[0] - ray.origin[0], dy = point[1] - ray.origin[1], dz = point[2] - ray.origin[2];
  const along = Math.max(0, dx * ray.direction[0] + dy * ray.direction[1] + dz * ray.direction[2]);
  return [dx - along * ray.direction[0], dy - along * ray.direction[1], dz - along * ray.direction[2]];
}

/** Variance across the ray where it passes a point, m². */
export function varianceAt(sighting: JointSighting, point: StorePoint): number {
  const dx = point[0] - sighting.origin[0], dy = point[1] - sighting.origin[1], dz = point[2] - sighting.origin[2];
  return sighting.spread * sighting.spread + sighting.angle * sighting.angle * (dx * dx + dy * dy + dz * dz);
}

/** A sighting as of a later moment: its ray goes along with the joint, and is less sure the more the joint may have turned. */
export function carryOn(seen: JointSighting, seconds: number, { velocity, agility }: { velocity: Vector3; agility: number }): JointSighting {
  if (seconds === 0) return seen;
  const [x, y, z] = seen.origin;
  const origin: StorePoint = [x + velocity[0] * seconds, y + velocity[1] * seconds, z + velocity[2] * seconds];
  const spread = Math.sqrt(seen.spread * seen.spread + (agility * Math.abs(seconds * seconds * seconds)) / 3);
  return { origin, direction: seen.direction, at: seen.at, confidence: seen.confidence, angle: seen.angle, spread };
}
