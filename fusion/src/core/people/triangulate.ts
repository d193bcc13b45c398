import type { StorePoint } from '@walkout/contracts';
import { apply, invert, trace } from './matrix3.ts';
import type { Matrix3 } from './matrix3.ts';
import { varianceAt } from './sighting.ts';
import type { JointSighting } from './sighting.ts';

/** A point, and how well it is known in each direction. */
export interface Fix {
  readonly point: StorePoint;
  /** m². */
  readonly covariance: Matrix3;
}

/** A point that something else than a ray expects. */
export interface Expectation {
  readonly point: StorePoint;
  /** m², the same in all directions. */
  readonly variance: number;
}

/** Rays closer to parallel than about 4.5 degrees (sin² of half the angle) place nothing along themselves. */
const MIN_SPREAD_OF_RAYS = 0.0015;

/**
 * The point nearest to rays, each weighted by what it knows at about `near`: generalised least squares on the distances
 * across the rays.
 *
 * @param sightings at least one; weights beside them, in [0, 1]
 * @param near      a point about there, for the rays' errors grow with distance
 * @returns         `undefined` when the rays, with what is expected, leave a direction open
 * @source          Hartley & Sturm, "Triangulation", CVIU 68(2), 1997, section 4.1, the mid-point method, with weights
 */
export function triangulate(
  sightings: readonly JointSighting[],
  { weights, near, expected }: { weights?: readonly number[]; near: StorePoint; expected?: Expectation | undefined },
): Fix | undefined {
  // Normal equations, symmetric, summed by component: this is the innermost loop of following people.
  const prior = expected === undefined ? 0 : 1 / expected.variance;
  let [xx, yy, zz, total] = [prior, prior, prior, prior];
  let [xy, xz, yz] = [0, 0, 0];
  let [rx, ry, rz] = expected === undefined ? [0, 0, 0] : [prior * expected.point[0], prior * expected.point[1], prior * expected.point[2]];
  for (let index = 0; index < sightings.length; index++) {
    const sighting = sightings[index]!;
    const weight = (weights === undefined ? 1 : weights[index]!) / varianceAt(sighting, near);
    if (weight === 0) continue;
    const { origin, direction } = sighting;
    const [dx, dy, dz] = direction;
    const along = dx * origin[0] + dy * origin[1] + dz * origin[2];
    xx += weight * (1 - dx * dx);
    yy += weight * (1 - dy * dy);
    zz += weight * (1 - dz * dz);
    xy -= weight * dx * dy;
    xz -= weight * dx * dz;
    yz -= weight * dy * dz;
    rx += weight * (origin[0] - along * dx);
    ry += weight * (origin[1] - along * dy);
    rz += weight * (origin[2] - along * dz);
    total += weight;
  }
  const information: Matrix3 = [xx, xy, xz, xy, yy, yz, xz, yz, zz];
  const covariance = invert(information);
  // The least known direction: 1 / (sum of variances) is below the smallest eigenvalue, which parallel rays make nil.
  if (covariance === undefined || 1 / trace(covariance) < MIN_SPREAD_OF_RAYS * total) return undefined;
  return { point: apply(covariance, [rx, ry, rz]), covariance };
}

/** How far a sighting is from a point, in its own standard deviations, squared. */
export function squaredDeviation({ origin, direction, spread, angle }: JointSighting, point: StorePoint): number {
  const dx = point[0] - origin[0];
  const dy = point[1] - origin[1];
  const dz = point[2] - origin[2];
  const far = dx * dx + dy * dy + dz * dz;
  const along = Math.max(0, dx * direction[0] + dy * direction[1] + dz * direction[2]);
  return Math.max(0, far - along * along) / (spread * spread + angle * angle * far);
}
