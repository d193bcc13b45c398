import type { ImagePoint, Pixels, StorePoint, Vector3 } from '../units.ts';
import type { Calibration } from './camera.ts';
import { normalise } from './vector.ts';

/** A half line in the store frame: origin in metres, direction of length 1. */
export interface Ray {
  readonly origin: StorePoint;
  readonly direction: Vector3;
}

/** One axis of the camera's frame for a store point: a row of [R | t]. */
const alongAxis = (row: readonly number[], point: Vector3): number => row[0]! * point[0] + row[1]! * point[1] + row[2]! * point[2] + row[3]!;

/** A store point in the camera's frame, metres. */
export function toCameraFrame(camera: Calibration, point: StorePoint): Vector3 {
  const rows = camera.cameraFromStore;
  return [alongAxis(rows[0]!, point), alongAxis(rows[1]!, point), alongAxis(rows[2]!, point)];
}

/** Where the camera stands, store frame, metres. */
export function cameraCentre(camera: Calibration): StorePoint {
  const [r0, r1, r2] = camera.cameraFromStore as [number[], number[], number[]];
  const at = (axis: number) => -(r0[axis]! * r0[3]! + r1[axis]! * r1[3]! + r2[axis]! * r2[3]!);
  return [at(0), at(1), at(2)];
}

/** The lens: normalised image coordinates without distortion in, with distortion out (OpenCV's Brown-Conrady model). */
function distort(camera: Calibration, x: number, y: number): readonly [number, number] {
  const [k1, k2, p1, p2, k3] = camera.distortion;
  const r2 = x * x + y * y;
  const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
  return [
    x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x),
    y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y,
  ];
}

/**
 * Where a store point appears in the image.
 *
 * @param point store frame, metres
 * @returns     pixels; `undefined` for a point at or behind the camera's plane
 * @source      OpenCV 4 documentation, calib3d, "Detailed Description"
 */
export function project(camera: Calibration, point: StorePoint): ImagePoint | undefined {
  const [x, y, z] = toCameraFrame(camera, point);
  if (z <= 1e-6) return undefined;
  const [u, v] = distort(camera, x / z, y / z);
  return [u * camera.focal[0] + camera.principal[0], v * camera.focal[1] + camera.principal[1]];
}

const UNDISTORT_ITERATIONS = 12;
/** Corrections smaller than this change nothing that a sensor could show, normalised image coordinates. */
const UNDISTORTED = 1e-10;

/** Writes the unit direction of a pixel's ray, store frame, into three numbers of `target` from `offset` on. */
export type RayCaster = (x: Pixels, y: Pixels, target: number[] | Float64Array, offset: number) => void;

/**
 * The directions of a camera's rays, for whoever casts many: what can be is worked out beforehand. Rays start at
 * {@link cameraCentre}; the inverse of {@link project}, by fixed-point iteration.
 *
 * @source OpenCV's `undistortPoints`, same iteration
 */
export function createRayCaster(camera: Calibration): RayCaster {
  const [fx, fy] = camera.focal;
  const [cx, cy] = camera.principal;
  const [k1, k2, p1, p2, k3] = camera.distortion;
  const isPinhole = camera.distortion.every((coefficient) => coefficient === 0);
  const [[ax, ay, az], [bx, by, bz], [dx, dy, dz]] = camera.cameraFromStore as unknown as readonly [Vector3, Vector3, Vector3];
  return (pixelX, pixelY, target, offset) => {
    const u = (pixelX - cx) / fx;
    const v = (pixelY - cy) / fy;
    let x = u;
    let y = v;
    for (let step = isPinhole ? UNDISTORT_ITERATIONS : 0; step < UNDISTORT_ITERATIONS; step++) {
      const r2 = x * x + y * y;
      const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
      const stepX = u - (x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x));
      const stepY = v - (y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y);
      x += stepX;
      y += stepY;
      if (Math.abs(stepX) + Math.abs(stepY) < UNDISTORTED) break;
    }
    const scale = 1 / Math.sqrt(x * x + y * y + 1);
    // Rows of the rotation are the camera's axes in the store frame.
    target[offset] = scale * (ax * x + bx * y + dx);
    target[offset + 1] = scale * (ay * x + by * y + dy);
    target[offset + 2] = scale * (az * x + bz * y + dz);
  };
}

/**
 * The ray of store points that appear at an image point: the inverse of {@link project}.
 *
 * @param pixel pixels
 */
export function ray(camera: Calibration, pixel: ImagePoint): Ray {
  const direction: [number, number, number] = [0, 0, 0];
  createRayCaster(camera)(pixel[0], pixel[1], direction, 0);
  return { origin: cameraCentre(camera), direction };
}

/** What a camera at `eye` sees when it looks at `target`, up being up; both in the store frame, metres. */
export function lookAt(eye: StorePoint, target: StorePoint): Calibration['cameraFromStore'] {
  const [fx, fy, fz] = normalise([target[0] - eye[0], target[1] - eye[1], target[2] - eye[2]]);
  const [rx, ry] = normalise([fy, -fx, 0]);
  const rows: Vector3[] = [
    [rx, ry, 0],
    [-fz * ry, fz * rx, fx * ry - fy * rx],
    [fx, fy, fz],
  ];
  return rows.map((r) => [...r, -(r[0] * eye[0] + r[1] * eye[1] + r[2] * eye[2])]);
}
