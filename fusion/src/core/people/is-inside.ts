import type { FloorPoint } from '@walkout/contracts';

/**
 * Whether a place is on a floor: cameras see people pass outside the doors too.
 *
 * @param corners of a simple polygon, either way round, metres
 * @source        the even-odd rule (Shimrat, CACM 5(8), 1962)
 */
export function isInside(corners: readonly FloorPoint[], [x, y]: FloorPoint): boolean {
  let inside = false;
  let [fromX, fromY] = corners.at(-1)!;
  for (const [toX, toY] of corners) {
    if (fromY > y !== toY > y && x < fromX + ((y - fromY) * (toX - fromX)) / (toY - fromY)) inside = !inside;
    [fromX, fromY] = [toX, toY];
  }
  return inside;
}
