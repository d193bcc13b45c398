import { ACROSS_SIZE, measureAcrossInto } from './measure-across.ts';
import { RAY_SIZE, rayVariance } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { BOX_FOOT } from './skeleton.ts';

/** Which ray, and how far off it may be. */
export interface RayChoice {
  /** The foot of a box shows the point of the floor below the landmark, all others the landmark itself. */
  ray: number;
  /** Deviations at which the ray has no say any more. */
  readonly limit: number;
}

/** Filled in for every measurement, for there are hundreds of thousands a second; see {@link measureAcrossInto}. */
const across = new Float64Array(ACROSS_SIZE);

/**
 * Takes one ray into the filter that begins at a place in its array: it says where the point is across itself, and nothing
 * along. The further it passes, in standard deviations of both, the less it says.
 *
 * @returns its say in [0, 1]; 0: it passes too far off and changed nothing
 */
export function measureRayInto(filters: Float64Array, at: number, sighting: PersonSighting, { ray, limit }: RayChoice): number {
  const { rays, origin } = sighting;
  const onFloor = ray === BOX_FOOT;
  const offset = sighting.start + RAY_SIZE * ray;
  const dx = rays[offset]!, dy = rays[offset + 1]!, dz = rays[offset + 2]!;
  const wx = filters[at]! - origin[0], wy = filters[at + 1]! - origin[1], wz = (onFloor ? 0 : filters[at + 2]!) - origin[2];
  const forward = Math.max(0, wx * dx + wy * dy + wz * dz);
  let ox = wx - forward * dx, oy = wy - forward * dy, oz = wz - forward * dz;
  let distance = Math.sqrt(ox * ox + oy * oy + oz * oz);
  let size = distance;
  if (distance < 1e-9) {
    // On the ray: any direction across it will do.
    const isUpright = Math.abs(dz) >= 0.9;
    ox = isUpright ? 0 : dy;
    oy = isUpright ? dz : -dx;
    oz = isUpright ? -dy : 0;
    size = Math.sqrt(ox * ox + oy * oy + oz * oz);
    distance = 0;
  }
  ox /= size;
  oy /= size;
  oz /= size;
  across[0] = ox;
  across[1] = oy;
  across[2] = onFloor ? 0 : oz;
  across[3] = dy * oz - dz * oy;
  across[4] = dz * ox - dx * oz;
  across[5] = onFloor ? 0 : dx * oy - dy * ox;
  across[6] = distance;
  across[7] = rayVariance(sighting, ray, wx * wx + wy * wy + wz * wz);
  across[8] = limit;
  return measureAcrossInto(filters, at, across);
}
