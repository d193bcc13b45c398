import { cameraCentre, createRayCaster } from '@walkout/contracts';
import type { Calibration, CameraPlace, Pixels, Radians, RayCaster, StorePoint } from '@walkout/contracts';
import type { PeopleOptions } from './options.ts';

/** A calibrated camera. */
export interface View {
  readonly camera: string;
  readonly calibration: Calibration;
  readonly centre: StorePoint;
  readonly width: Pixels;
  readonly height: Pixels;
  readonly castRay: RayCaster;
  /** The noise of a sure keypoint as an angle, one standard deviation. */
  readonly angle: Radians;
}

/** @returns `undefined` for a camera without calibration */
export function createView(place: CameraPlace, options: PeopleOptions): View | undefined {
  const { calibration } = place;
  if (calibration === undefined) return undefined;
  return {
    camera: place.id,
    calibration,
    centre: cameraCentre(calibration),
    ...place.imageSize,
    castRay: createRayCaster(calibration),
    angle: (2 * options.pixelNoise) / (calibration.focal[0] + calibration.focal[1]),
  };
}
