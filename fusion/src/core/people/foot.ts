import type { FloorPoint, Metres } from '@walkout/contracts';
import { RAY_SIZE, rayVariance } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { BOX_FOOT } from './skeleton.ts';

/** Rays flatter than this meet the floor nowhere in particular: sine of their dip. */
const FLAT = 0.05;

/** Where the foot of a box meets the floor, and one standard deviation of that; `undefined` when the image cuts it off. */
export function footOf(sighting: PersonSighting): { point: FloorPoint; error: Metres } | undefined {
  const { rays, origin } = sighting;
  const offset = sighting.start + RAY_SIZE * BOX_FOOT;
  const dip = -rays[offset + 2]!;
  if (rays[offset + 3] === 0 || dip < FLAT) return undefined;
  const far = origin[2] / dip;
  const point: FloorPoint = [origin[0] + far * rays[offset]!, origin[1] + far * rays[offset + 1]!];
  return { point, error: Math.sqrt(rayVariance(sighting, BOX_FOOT, far * far)) / dip };
}
