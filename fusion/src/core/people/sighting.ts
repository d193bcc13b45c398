import { cameraCentre, ray } from '@walkout/contracts';
import type { Calibration, CameraPlace, EpochMs, ImageTrack, Metres, Ray, StorePoint, Vector3 } from '@walkout/contracts';
import type { PeopleOptions } from './options.ts';
import { JOINT_NATURES } from './skeleton.ts';

/** A calibrated camera. */
export interface View {
  readonly camera: string;
  readonly calibration: Calibration;
  readonly centre: StorePoint;
  readonly width: number;
  readonly height: number;
}

/** What one camera saw of one joint. */
export interface JointSighting extends Ray {
  readonly at: EpochMs;
  /** In (0, 1]. */
  readonly confidence: number;
  /** One standard deviation across the ray at distance L is hypot(spread, angle * L); radians. */
  readonly angle: number;
  readonly spread: Metres;
}

/** What one camera saw of one person in one frame. */
export interface PersonSighting {
  readonly view: View;
  readonly at: EpochMs;
  readonly track: ImageTrack;
  /** 17, COCO's order. */
  readonly joints: readonly (JointSighting | undefined)[];
}

export function createView(place: CameraPlace): View | undefined {
  const { calibration } = place;
  if (calibration === undefined) return undefined;
  return { camera: place.id, calibration, centre: cameraCentre(calibration), ...place.imageSize };
}

/** Turns the keypoints of an image track into rays; those of low confidence or not finite are left out. */
export function sight(view: View, at: EpochMs, { track, options }: { track: ImageTrack; options: PeopleOptions }): PersonSighting {
  const angle = (2 * options.pixelNoise) / (view.calibration.focal[0] + view.calibration.focal[1]);
  const joints = track.keypoints.map(([x, y, confidence], index): JointSighting | undefined => {
    if (!(confidence >= options.minConfidence) || !Number.isFinite(x + y)) return undefined;
    // A confidence says how likely the keypoint is right; below one, its place is also less exact.
    const vagueness = 1 / Math.sqrt(confidence);
    const { origin, direction } = ray(view.calibration, [x, y]);
    return { origin, direction, at, confidence, angle: angle * vagueness, spread: JOINT_NATURES[index]!.spread * vagueness };
  });
  return { view, at, track, joints };
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
