import type { PeopleOptions } from './options.ts';
import { offRay, varianceAt } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import type { Expectation } from './triangulate.ts';

/** Evidence that a single keypoint can give at most weighs as if this many more said nothing: few keypoints prove little. */
const SILENT_KEYPOINTS = 1;

/**
 * How well what a camera saw agrees with a known person: log-likelihood ratio a keypoint, in nats, of the rays passing the
 * person's predicted joints against passing anywhere within a square metre; above 0 speaks for the person.
 *
 * @param joints where the person's joints are expected at the moment of the sighting, COCO order
 * @returns -Infinity when no keypoint can be compared
 * @source  after arXiv 2003.03972, section 3.2 (2D poses against predicted 3D joints), as a likelihood so that the
 *          prediction's own error counts
 */
export function affinity(joints: readonly (Expectation | undefined)[], sighting: PersonSighting, options: PeopleOptions): number {
  let evidence = 0;
  let total = 0;
  for (let index = 0; index < joints.length; index++) {
    const expected = joints[index];
    const seen = sighting.joints[index];
    if (expected === undefined || seen === undefined) continue;
    const off = offRay(seen, expected.point);
    const variance = expected.variance + varianceAt(seen, expected.point) + options.affinitySlack ** 2;
    const squared = (off[0] * off[0] + off[1] * off[1] + off[2] * off[2]) / variance;
    const density = ((1 - options.strayKeypoints) * Math.exp(-squared / 2)) / (2 * Math.PI * variance);
    evidence += seen.confidence * Math.log(density + options.strayKeypoints);
    total += seen.confidence;
  }
  return total === 0 ? -Infinity : evidence / (total + SILENT_KEYPOINTS);
}

/** What clothing says for two being one, nats; 0 when it says nothing, never below -1. */
export function likeness(a: readonly number[] | undefined, b: readonly number[] | undefined, options: PeopleOptions): number {
  if (a === undefined || b === undefined || a.length !== b.length || a.length === 0) return 0;
  const squared = a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0) / a.length;
  return Math.max(-1, -squared / (2 * options.appearanceSpread ** 2));
}
