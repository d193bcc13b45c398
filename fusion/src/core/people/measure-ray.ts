import { measureInto, varianceAlong } from './landmark-filter.ts';
import type { Measurement } from './landmark-filter.ts';
import { rayVariance } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';

/** One ray of a sighting, for a filter that begins at a place in its array. */
export interface RayMeasurement {
  readonly sighting: PersonSighting;
  readonly ray: number;
  /** Deviations at which the ray has no say any more. */
  readonly limit: number;
  /** The ray shows the point of the floor below the landmark. */
  readonly onFloor?: boolean;
}

/** Tukey's biweight of a squared deviation: 1 for what fits, falling smoothly to 0 at the limit. */
export const biweight = (squared: number, limit: number): number => {
  const rest = 1 - squared / (limit * limit);
  return rest > 0 ? rest * rest : 0;
};

/** One of these is filled in for every measurement, for there are hundreds of thousands a second. */
const along: Measurement = { x: 0, y: 0, z: 0, residual: 0, variance: 1 };

/**
 * Takes one ray into a filter: it says where the point is across itself, and nothing along. The further it passes, in
 * standard deviations of both, the less it says.
 *
 * @returns its say in [0, 1]; 0: it passes too far off and changed nothing
 */
export function measureRayInto(state: Float64Array, at: number, { sighting, ray, limit, onFloor = false }: RayMeasurement): number {
  const { directions, origin } = sighting;
  const dx = directions[3 * ray]!, dy = directions[3 * ray + 1]!, dz = directions[3 * ray + 2]!;
  const wx = state[at]! - origin[0], wy = state[at + 1]! - origin[1], wz = (onFloor ? 0 : state[at + 2]!) - origin[2];
  const forward = Math.max(0, wx * dx + wy * dy + wz * dz);
  let ox = wx - forward * dx, oy = wy - forward * dy, oz = wz - forward * dz;
  let distance = Math.sqrt(ox * ox + oy * oy + oz * oz);
  if (distance < 1e-9) {
    // On the ray: any direction across it will do.
    [ox, oy, oz] = Math.abs(dz) < 0.9 ? [dy, -dx, 0] : [0, dz, -dy];
    const size = Math.sqrt(ox * ox + oy * oy + oz * oz);
    ox /= size;
    oy /= size;
    oz /= size;
    distance = 0;
  } else {
    ox /= distance;
    oy /= distance;
    oz /= distance;
  }
  const variance = rayVariance(sighting, ray, wx * wx + wy * wy + wz * wz);
  along.x = ox;
  along.y = oy;
  along.z = onFloor ? 0 : oz;
  const say = biweight((distance * distance) / (varianceAlong(state, at, along) + variance), limit);
  if (say < 1e-3) return 0;
  along.residual = -distance;
  along.variance = variance / say;
  measureInto(state, at, along);
  along.x = dy * oz - dz * oy;
  along.y = dz * ox - dx * oz;
  along.z = onFloor ? 0 : dx * oy - dy * ox;
  along.residual = 0;
  measureInto(state, at, along);
  return say;
}
