import type { FloorPoint, Metres } from '@walkout/contracts';

/** From a point to the nearest point of the line between two others, metres. @source Ericson, Real-Time Collision Detection, 5.1.2 */
export function distanceToSegment(point: FloorPoint, from: FloorPoint, to: FloorPoint): Metres {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const size = dx * dx + dy * dy;
  const along = size === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / size;
  const inside = Math.min(1, Math.max(0, along));
  return Math.hypot(point[0] - from[0] - inside * dx, point[1] - from[1] - inside * dy);
}
