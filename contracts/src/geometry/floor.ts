import type { FloorPoint, Metres } from '../units.ts';

/**
 * Whether a point lies within a polygon; on an edge it may be either.
 *
 * @param corners of a simple polygon, either way round, metres
 * @source        the even-odd rule (Shimrat, CACM 5(8), 1962)
 */
export function isInside(corners: readonly FloorPoint[], [x, y]: FloorPoint): boolean {
  let inside = false;
  for (let index = 0, before = corners.length - 1; index < corners.length; before = index++) {
    const [a, b] = [corners[before]!, corners[index]!];
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1])) inside = !inside;
  }
  return inside;
}

/** From a point to the nearest point of the line between two others, metres. @source Ericson, Real-Time Collision Detection, 5.1.2 */
export function distanceToSegment([x, y]: FloorPoint, [ax, ay]: FloorPoint, [bx, by]: FloorPoint): Metres {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** From a point to the nearest edge of a polygon, metres. */
export const distanceToEdge = (point: FloorPoint, corners: readonly FloorPoint[]): Metres =>
  Math.min(...corners.map((corner, i) => distanceToSegment(point, corner, corners[(i + 1) % corners.length]!)));
