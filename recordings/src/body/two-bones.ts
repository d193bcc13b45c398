import { add, distance, dot, length, normalise, scale, subtract } from '@walkout/contracts';
import type { Metres, Vector3 } from '@walkout/contracts';

/**
 * The middle joint of two bones in a chain from `root` to `goal`, bent towards `pole`. A goal too far away is met by the
 * straight chain that points at it; the chain never stretches.
 *
 * @param lengths metres, of the bone at the root and of the other
 * @param pole    direction the middle joint bends to
 * @returns       the middle joint and the end that was reached
 * @source        the law of cosines
 */
export function bendTwoBones(
  [root, goal]: readonly [Vector3, Vector3],
  [upper, lower]: readonly [Metres, Metres],
  pole: Vector3,
): { readonly middle: Vector3; readonly end: Vector3 } {
  const direction = normalise(subtract(goal, root));
  const span = Math.min(Math.max(distance(root, goal), Math.abs(upper - lower) + 1e-4), (upper + lower) * 0.9999);
  const side = subtract(pole, scale(direction, dot(pole, direction)));
  const alongAxis = (upper * upper - lower * lower + span * span) / (2 * span);
  const aside = Math.sqrt(Math.max(0, upper * upper - alongAxis * alongAxis));
  const bend = length(side) < 1e-9 ? ([0, 0, 0] as const) : scale(normalise(side), aside);
  return { middle: add(add(root, scale(direction, alongAxis)), bend), end: add(root, scale(direction, span)) };
}
