import { add, cross, dot, length, scale } from '@walkout/contracts';
import type { Radians, Vector3 } from '@walkout/contracts';

/**
 * A vector turned by a rotation vector: about its direction, by its length (radians, right-handed).
 *
 * @source Rodrigues' rotation formula; the rotation vectors are those of OpenCV's `Rodrigues`
 */
export function rotate(vector: Vector3, rotation: Vector3): Vector3 {
  const angle: Radians = length(rotation);
  if (angle === 0) return vector;
  const axis = scale(rotation, 1 / angle);
  return add(
    add(scale(vector, Math.cos(angle)), scale(cross(axis, vector), Math.sin(angle))),
    scale(axis, dot(axis, vector) * (1 - Math.cos(angle))),
  );
}

/** Where a part stands in the frame of the whole, metres and rotation vector. */
export interface Transform {
  readonly translation: Vector3;
  readonly rotation: Vector3;
}

/** A point given in the innermost of nested frames, in the outermost; `chain` from the outermost inwards. */
export const outwards = (point: Vector3, chain: readonly Transform[]): Vector3 =>
  chain.reduceRight((inner, { translation, rotation }) => add(rotate(inner, rotation), translation), point);
