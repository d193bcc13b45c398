import { cameraCentre } from '@walkout/contracts/plan';
import type { Calibration, CameraPlace, Radians, Vector3 } from '@walkout/contracts';

type Row = readonly [number, number, number, number];
const rowsOf = ({ cameraFromStore }: Calibration): readonly Row[] => cameraFromStore as unknown as readonly Row[];
/** Below this the optical axis is as good as upright, and a heading is that of the image's upper edge. */
const LEAST_LEVEL = 0.1;

/** Rows of [R | t] of a camera that hangs somewhere: t = -R centre. */
const hungAt = (rows: readonly Row[], [x, y, z]: Vector3): Calibration['cameraFromStore'] =>
  rows.map(([a, b, c]) => [a, b, c, -(a * x + b * y + c * z)]);

/** A calibrated camera hung elsewhere, looking the same way; without calibration it has no place. */
export function shiftedCamera(camera: CameraPlace, [dx, dy, dz]: Vector3): CameraPlace {
  const { calibration } = camera;
  if (calibration === undefined) return camera;
  const [x, y, z] = cameraCentre(calibration);
  return { ...camera, calibration: { ...calibration, cameraFromStore: hungAt(rowsOf(calibration), [x + dx, y + dy, z + dz]) } };
}

/** Where a camera looks on the plan: of its optical axis or, looking straight down, of its image's upper edge; anticlockwise from east. */
export function headingOf(calibration: Calibration): Radians {
  const [, down, axis] = rowsOf(calibration) as [Row, Row, Row];
  const [x, y] = Math.hypot(axis[0], axis[1]) >= LEAST_LEVEL ? [axis[0], axis[1]] : [-down[0], -down[1]];
  return Math.atan2(y, x);
}

/** A camera turned about the vertical through it, anticlockwise seen from above: R' = R Rz(-by). */
export function turnedCamera(camera: CameraPlace, by: Radians): CameraPlace {
  const { calibration } = camera;
  if (calibration === undefined) return camera;
  const [cos, sin] = [Math.cos(by), Math.sin(by)];
  const rows = rowsOf(calibration).map(([a, b, c, t]): Row => [a * cos - b * sin, a * sin + b * cos, c, t]);
  return { ...camera, calibration: { ...calibration, cameraFromStore: hungAt(rows, cameraCentre(calibration)) } };
}
