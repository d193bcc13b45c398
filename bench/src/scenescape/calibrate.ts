import { openCv } from '@walkout/edge-node';
import type { CameraPlace } from '@walkout/contracts';
import type { Sensor } from './source.ts';

/** The part of opencv4nodejs that finds a camera's place from points. */
interface PoseSolver {
  readonly Mat: new (rows: number[][], type: number) => unknown;
  readonly CV_64F: number;
  readonly Point2: new (x: number, y: number) => unknown;
  readonly Point3: new (x: number, y: number, z: number) => unknown;
  readonly Vec3: unknown;
  solvePnP(world: unknown[], image: unknown[], matrix: unknown, distortion: number[]): { rvec: OpenCvVector; tvec: OpenCvVector };
}
interface OpenCvVector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A camera's calibration from points on the map that were marked in its image, and its lens. @source OpenCV's `solvePnP` */
export function calibrate(id: string, sensor: Sensor): CameraPlace {
  const cv = openCv() as unknown as PoseSolver;
  const [fx, fy, cx, cy] = sensor.intrinsics;
  const world = sensor['map points'].map(([x, y, z]) => new cv.Point3(x!, y!, z!));
  const image = sensor['camera points'].map(([x, y]) => new cv.Point2(x!, y!));
  const matrix = new cv.Mat([[fx, 0, cx], [0, fy, cy], [0, 0, 1]], cv.CV_64F);
  const { rvec, tvec } = cv.solvePnP(world, image, matrix, [0, 0, 0, 0, 0]);
  const rotation = rotationOf(rvec);
  return {
    id,
    imageSize: { width: sensor.width, height: sensor.height },
    calibration: {
      focal: [fx, fy],
      principal: [cx, cy],
      distortion: [0, 0, 0, 0, 0],
      cameraFromStore: [tvec.x, tvec.y, tvec.z].map((t, row) => [...rotation[row]!, t]),
    },
  };
}

/** The rotation about a vector by its length. @source Rodrigues' formula */
function rotationOf({ x, y, z }: OpenCvVector): number[][] {
  const angle = Math.hypot(x, y, z);
  if (angle === 0) return [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const [a, b, c] = [x / angle, y / angle, z / angle];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const rest = 1 - cos;
  return [
    [cos + a * a * rest, a * b * rest - c * sin, a * c * rest + b * sin],
    [a * b * rest + c * sin, cos + b * b * rest, b * c * rest - a * sin],
    [a * c * rest - b * sin, b * c * rest + a * sin, cos + c * c * rest],
  ];
}
