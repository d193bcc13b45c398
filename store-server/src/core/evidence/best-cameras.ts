import { cameraCentre, project } from '@walkout/contracts';
import type { Calibration, CameraPlace, ImagePoint, Radians, StorePoint } from '@walkout/contracts';

/** A camera that sees a place, and where in its image. */
export interface CameraView {
  readonly camera: CameraPlace & { readonly calibration: Calibration };
  readonly point: ImagePoint;
}

/** Nearer to the border than this share of the image a hand is soon out of it. */
const BORDER = 0.04;

function viewOf(camera: CameraPlace, place: StorePoint): CameraView | undefined {
  const { calibration, imageSize: { width, height } } = camera;
  const point = calibration && project(calibration, place);
  if (calibration === undefined || point === undefined) return undefined;
  const [x, y] = point;
  const isInside = x >= BORDER * width && x <= (1 - BORDER) * width && y >= BORDER * height && y <= (1 - BORDER) * height;
  return isInside ? { camera: { ...camera, calibration }, point } : undefined;
}

/** Pixels a metre at the place, less the more the camera looks at the goods from behind the shopper or from behind the shelf. */
function worthOf({ camera: { calibration } }: CameraView, place: StorePoint, facing: Radians): number {
  const [x, y, z] = cameraCentre(calibration);
  const [dx, dy, dz] = [x - place[0], y - place[1], z - place[2]];
  const distance = Math.hypot(dx, dy, dz);
  const level = Math.hypot(dx, dy);
  // 1: along the shelf's front, where the shopper's back hides nothing; 0: from behind the goods.
  const inFront = level === 0 ? 1 : (dx * Math.cos(facing) + dy * Math.sin(facing)) / level;
  const open = inFront < -0.2 ? 0 : 1 - 0.5 * Math.max(0, inFront);
  return (open * calibration.focal[0]) / distance;
}

/**
 * The cameras that show best what happened at a place, best first.
 *
 * @param place  where goods were taken or put back, store frame, m
 * @param facing direction from the goods to the shopper, rad
 */
export function bestCameras(cameras: readonly CameraPlace[], { place, facing }: { place: StorePoint; facing: Radians }, most = 2): readonly CameraView[] {
  return cameras.flatMap((camera) => viewOf(camera, place) ?? [])
    .map((view) => ({ view, worth: worthOf(view, place, facing) }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, most)
    .map(({ view }) => view);
}
