import type { StorePoint, Vector3 } from '@walkout/contracts';
import { across, addScaled, apply, diagonal, invert } from './matrix3.ts';
import type { Matrix3 } from './matrix3.ts';
import { offRay, varianceAt } from './sighting.ts';
import type { JointSighting } from './sighting.ts';

/** A point, and how much is known of it in each direction, m⁻²: the inverse of its covariance. */
export interface Fix {
  readonly point: StorePoint;
  readonly information: Matrix3;
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
  { weights, near, expected }: { weights?: readonly number[]; near: StorePoint; expected?: Expectation },
): Fix | undefined {
  const prior = expected === undefined ? 0 : 1 / expected.variance;
  let information: Matrix3 = diagonal(prior, prior, prior);
  let right: Vector3 = expected === undefined ? [0, 0, 0] : [prior * expected.point[0], prior * expected.point[1], prior * expected.point[2]];
  let total = prior;
  for (const [index, sighting] of sightings.entries()) {
    const weight = (weights?.[index] ?? 1) / varianceAt(sighting, near);
    if (weight === 0) continue;
    const part = across(sighting.direction, weight);
    information = addScaled(information, part, 1);
    const pull = apply(part, sighting.origin);
    right = [right[0] + pull[0], right[1] + pull[1], right[2] + pull[2]];
    total += weight;
  }
  const covariance = invert(information);
  if (covariance === undefined) return undefined;
  // The least known direction: 1 / (largest variance) is at most the smallest eigenvalue, which parallel rays make nil.
  const largestVariance = covariance[0] + covariance[4] + covariance[8];
  if (1 / largestVariance < MIN_SPREAD_OF_RAYS * total) return undefined;
  return { point: apply(covariance, right), information };
}

/** How far a sighting is from a point, in its own standard deviations. */
export function deviation(sighting: JointSighting, point: StorePoint): number {
  const off = offRay(sighting, point);
  return Math.sqrt((off[0] * off[0] + off[1] * off[1] + off[2] * off[2]) / varianceAt(sighting, point));
}
