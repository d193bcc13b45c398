import { isInside } from '@walkout/contracts';
import type { FloorPoint, Gate, Metres } from '@walkout/contracts';

/** Near enough to a gate's middle to be on the same side of it as all of the store. */
const BESIDE: Metres = 0.1;

/** How far behind a gate's line a place is, on the side of the store; below zero before it. */
export function depthBehind({ from, to }: Gate, [x, y]: FloorPoint, floor: readonly FloorPoint[]): Metres {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [left, up]: FloorPoint = [(from[1] - to[1]) / length, (to[0] - from[0]) / length];
  const beside: FloorPoint = [(from[0] + to[0]) / 2 + left * BESIDE, (from[1] + to[1]) / 2 + up * BESIDE];
  const depth = (x - from[0]) * left + (y - from[1]) * up;
  return isInside(floor, beside) ? depth : -depth;
}
