import { add, cross, dot, normalise, scale, subtract } from '@walkout/contracts';
import type { Radians, Vector3 } from '@walkout/contracts';

/** A rotation by its columns: the images of the axes x, y and z. */
export type Rotation = readonly [Vector3, Vector3, Vector3];

export const rotate = ([x, y, z]: Rotation, vector: Vector3): Vector3 =>
  add(add(scale(x, vector[0]), scale(y, vector[1])), scale(z, vector[2]));

/** First b, then a. */
export const compose = (a: Rotation, b: Rotation): Rotation => [rotate(a, b[0]), rotate(a, b[1]), rotate(a, b[2])];

export const inverse = ([x, y, z]: Rotation): Rotation => [
  [x[0], y[0], z[0]],
  [x[1], y[1], z[1]],
  [x[2], y[2], z[2]],
];

/** Leans forward by `pitch` (z towards x), then turns about z by `yaw`, counter-clockwise. */
export function turned(yaw: Radians, pitch: Radians): Rotation {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return [
    [cy * cp, sy * cp, -sp],
    [-sy, cy, 0],
    [cy * sp, sy * sp, cp],
  ];
}

/** Leans to its left by `roll`: z towards y. */
export const rolled = (roll: Radians): Rotation => [
  [1, 0, 0],
  [0, Math.cos(roll), -Math.sin(roll)],
  [0, Math.sin(roll), Math.cos(roll)],
];

/** The frame whose x lies along `direction` and whose y leans as far as it can towards `pole`. */
export function frameAlong(direction: Vector3, pole: Vector3): Rotation {
  const x = normalise(direction);
  const y = normalise(subtract(pole, scale(x, dot(pole, x))));
  return [x, y, cross(x, y)];
}
