import { cameraCentre, ray } from '@walkout/contracts/plan';
import type { CameraPlace, FloorPoint, Metres } from '@walkout/contracts';

/** How far a camera is drawn to see where it looks past the floor. */
const FARTHEST: Metres = 6;
const STEPS_A_SIDE = 4;

/** The part of the floor that a camera sees, from its calibration and lens: corners on the floor, m; `undefined` without calibration. */
export function cameraView({ calibration, imageSize: { width, height } }: CameraPlace): FloorPoint[] | undefined {
  if (calibration === undefined) return undefined;
  const corners = [[0, 0], [width, 0], [width, height], [0, height]] as const;
  const border = corners.flatMap(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    return Array.from({ length: STEPS_A_SIDE }, (_, k) => [x + ((nextX - x) * k) / STEPS_A_SIDE, y + ((nextY - y) * k) / STEPS_A_SIDE] as const);
  });
  const [x, y, z] = cameraCentre(calibration);
  return border.map((pixel): FloorPoint => {
    const { direction: [dx, dy, dz] } = ray(calibration, pixel);
    const level = Math.hypot(dx, dy) || 1e-9;
    // A ray that rises, or falls too slowly, ends at the farthest.
    const reach = dz < 0 ? Math.min(FARTHEST, (-z / dz) * level) : FARTHEST;
    return [x + (dx / level) * reach, y + (dy / level) * reach];
  });
}
