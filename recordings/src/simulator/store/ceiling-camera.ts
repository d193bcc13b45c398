import { lookAt } from '@walkout/contracts';
import type { CameraPlace, Radians, StorePoint } from '@walkout/contracts';

export interface CeilingCamera {
  readonly id: string;
  readonly eye: StorePoint;
  readonly target: StorePoint;
  /** Angle of view from the left to the right edge of the image. */
  readonly view: Radians;
}

const IMAGE = { width: 640, height: 360 };
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** A camera of a simulated store: a pinhole without distortion, as the renderer draws. */
export function cameraPlace({ id, eye, target, view }: CeilingCamera): CameraPlace {
  const focal = round(IMAGE.width / 2 / Math.tan(view / 2));
  return {
    id,
    imageSize: IMAGE,
    calibration: {
      focal: [focal, focal],
      principal: [IMAGE.width / 2, IMAGE.height / 2],
      distortion: [0, 0, 0, 0, 0],
      cameraFromStore: lookAt(eye, target).map((row) => row.map(round)),
    },
  };
}
