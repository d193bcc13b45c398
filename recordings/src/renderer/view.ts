import { cameraCentre } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import type { Camera } from './scene-description.ts';

/** A camera, laid out for loops: a pinhole, for the renderer's pictures have no lens distortion. */
export interface View {
  readonly width: number;
  readonly height: number;
  /** Rows of [R | t], store frame to camera frame. */
  readonly rows: Float64Array;
  readonly focal: readonly [number, number];
  readonly principal: readonly [number, number];
  readonly eye: StorePoint;
}

/** The view of a camera whose image is `samples` times as wide and high. */
export function viewOf({ calibration, imageSize }: Camera, samples = 1): View {
  const [fx, fy] = calibration.focal;
  const [cx, cy] = calibration.principal;
  return {
    width: imageSize.width * samples,
    height: imageSize.height * samples,
    rows: Float64Array.from(calibration.cameraFromStore.flat()),
    focal: [fx * samples, fy * samples],
    principal: [cx * samples, cy * samples],
    eye: cameraCentre(calibration),
  };
}

/** Nearer than this to the camera's plane nothing is drawn, metres. */
export const NEAR = 0.05;

/** Projects points (x, y, z each) to image x, image y and 1 / depth; a point nearer than {@link NEAR} gets -1 for it. */
export function projectInto(screen: Float32Array, view: View, points: Float32Array): void {
  const [a, b, c, d, e, f, g, h, i, j, k, l] = view.rows as unknown as number[] & { length: 12 };
  const [fx, fy] = view.focal;
  const [cx, cy] = view.principal;
  for (let at = 0; at < points.length; at += 3) {
    const x = points[at]!;
    const y = points[at + 1]!;
    const z = points[at + 2]!;
    const inverse = 1 / (i! * x + j! * y + k! * z + l!);
    screen[at] = (a! * x + b! * y + c! * z + d!) * inverse * fx + cx;
    screen[at + 1] = (e! * x + f! * y + g! * z + h!) * inverse * fy + cy;
    screen[at + 2] = inverse > 0 && inverse < 1 / NEAR ? inverse : -1;
  }
}

/** The store point at a place in the image and a depth along the camera's axis. */
export function unprojectInto(point: Float64Array, view: View, { x, y, depth }: { x: number; y: number; depth: number }): void {
  const u = ((x - view.principal[0]) / view.focal[0]) * depth;
  const v = ((y - view.principal[1]) / view.focal[1]) * depth;
  const { rows, eye } = view;
  for (let axis = 0; axis < 3; axis++) point[axis] = eye[axis]! + rows[axis]! * u + rows[4 + axis]! * v + rows[8 + axis]! * depth;
}
