import type { EpochMs, FloorPoint, ImageTrack, Metres, Milliseconds, Pixels, Probability, Ray, StorePoint, Vector3 } from '@walkout/contracts';
import type { PeopleOptions } from './options.ts';
import { ROW } from './landmark-filter.ts';
import { castInto, makeRays, pointAt } from './simd/kernels.ts';
import type { KernelNumbers } from './simd/pool.ts';
import { BOX_FOOT, BOX_TOP, RAY_COUNT, RAY_SPREADS } from './skeleton.ts';
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
  /**
   * A {@link ROW} each: x, y and z of the unit directions, and confidences in [0, 1], 0: not seen. In the columns of the 17
   * keypoints, or of top and foot of the box.
   */
  readonly rays: KernelNumbers;
}

/** Rows of `PersonSighting.rays`, by where they begin. */
export const RAY = { x: 0, y: ROW, z: 2 * ROW, confidence: 3 * ROW } as const;
/** An end of the box this near to the image's border may be cut, pixels. */
const CUT = 2;

const { confidence: CONFIDENCE } = RAY;
/** Confidence of a ray; 0: not seen. */
export const confidenceOf = ({ rays }: PersonSighting, ray: number): number => rays[CONFIDENCE + ray]!;

/** Where the rays of one camera's frames lie: those of a frame are overwritten when nobody looks back as far any more. */
export interface RayStore {
  /** Room for the rays of `count` people, good until `keepFor` after `at`. */
  take(at: EpochMs, count: number): readonly KernelNumbers[];
}

export function createRayStore(keepFor: Milliseconds): RayStore {
  const used: { at: EpochMs; rays: KernelNumbers[] }[] = [];
  return {
    take(at, count) {
      const oldest = used[0];
      const frame = oldest !== undefined && at - oldest.at > keepFor ? used.shift()! : { at, rays: [] };
      used.push(frame);
      frame.at = at;
      while (frame.rays.length < count) frame.rays.push(makeRays());
      return frame.rays;
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
  const room = store.take(at, tracks.length);
  const { centre } = view;
  const cast = pointAt(view.calibration, options.minConfidence);
  const shifted: StorePoint = [centre[0] - shift[0], centre[1] - shift[1], centre[2]];
  const sightings: PersonSighting[] = [];
  for (let index = 0; index < tracks.length; index++) {
    const track = tracks[index]!;
    const rays = room[index]!;
    const isBox = castInto(rays, track.keypoints, cast);
    if (isBox) castBox(view, track, rays);
    sightings.push({ view, at, track: track.track, score: track.score, appearance: track.appearance, isBox, origin: isBox ? shifted : centre, rays });
  }
  return sightings;
}

/** Filled in for every ray. */
const direction = new Float64Array(3);

function castOne(rays: Float32Array, ray: number, { view, x, y }: { view: View; x: Pixels; y: Pixels }): void {
  view.castRay(x, y, direction, 0);
  rays[RAY.x + ray] = direction[0]!;
  rays[RAY.y + ray] = direction[1]!;
  rays[RAY.z + ray] = direction[2]!;
}

function castBox(view: View, { box, score }: ImageTrack, rays: Float32Array): void {
  const [left, top, width, height] = box;
  if (!Number.isFinite(left + top + width + height)) return;
  const middle = left + width / 2;
  castOne(rays, BOX_TOP, { view, x: middle, y: top });
  castOne(rays, BOX_FOOT, { view, x: middle, y: top + height });
  rays[RAY.confidence + BOX_TOP] = top < CUT ? 0 : score;
  rays[RAY.confidence + BOX_FOOT] = top + height > view.height - CUT ? 0 : score;
}

/** Fills in what a sighting lacks from a piece of the same person. */
export function complete({ isBox, rays }: PersonSighting, piece: PersonSighting): void {
  if (isBox !== piece.isBox) return;
  for (let ray = 0; ray < RAY_COUNT; ray++) {
    if (rays[CONFIDENCE + ray] !== 0) continue;
    for (const row of Object.values(RAY)) rays[row + ray] = piece.rays[row + ray]!;
  }
}

/** One for all: rays that were made anew for each would be given back only when garbage is collected, which a long replay never waits for. */
const foot = makeRays();
/** A sighting of nothing but the foot of a box, in another column; good until this is asked again. */
export function footAt(sighting: PersonSighting, column: number): PersonSighting {
  foot.fill(0);
  for (const row of Object.values(RAY)) foot[row + column] = sighting.rays[row + BOX_FOOT]!;
  return { ...sighting, rays: foot };
}

/** Variance of a ray across itself at a squared distance (m²) from the camera, m². A confidence says how likely it is right; below one, it is also less exact. */
export const rayVariance = (sighting: PersonSighting, ray: number, farSquared: number): number =>
  (RAY_SPREADS[ray]! ** 2 + sighting.view.angle ** 2 * farSquared) / confidenceOf(sighting, ray);

/** One ray on its own; `undefined` when it was not seen. */
export function jointSighting(sighting: PersonSighting, ray: number): JointSighting | undefined {
  const confidence = confidenceOf(sighting, ray);
  if (confidence === 0) return undefined;
  const vagueness = 1 / Math.sqrt(confidence);
  const { rays, origin, at, view } = sighting;
  return { origin, direction: [rays[RAY.x + ray]!, rays[RAY.y + ray]!, rays[RAY.z + ray]!], at, confidence, angle: view.angle * vagueness, spread: RAY_SPREADS[ray]! * vagueness };
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
