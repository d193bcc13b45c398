import type { FloorPoint, Metres } from '@walkout/contracts';
import { confidenceOf, RAY, rayVariance } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { BOX_FOOT } from './skeleton.ts';

/** Rays flatter than this meet the floor nowhere in particular: sine of their dip. */
const FLAT = 0.05;

/** Where the foot of a box meets the floor, and one standard deviation of that; `undefined` when the image cuts it off. */
export function footOf(sighting: PersonSighting): { point: FloorPoint; error: Metres } | undefined {
  const { rays, origin } = sighting;
  const dip = -rays[RAY.z + BOX_FOOT]!;
  if (confidenceOf(sighting, BOX_FOOT) === 0 || dip < FLAT) return undefined;
  const far = origin[2] / dip;
  const point: FloorPoint = [origin[0] + far * rays[RAY.x + BOX_FOOT]!, origin[1] + far * rays[RAY.y + BOX_FOOT]!];
  return { point, error: Math.sqrt(rayVariance(sighting, BOX_FOOT, far * far)) / dip };
}
