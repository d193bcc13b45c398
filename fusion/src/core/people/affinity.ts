import type { EpochMs, FloorPoint, Metres, StorePoint } from '@walkout/contracts';
import { appearanceGap } from './appearance.ts';
import { elapse, meanVarianceAfter, pointAfter } from './landmark-filter.ts';
import type { Elapsed } from './landmark-filter.ts';
import type { PeopleOptions } from './options.ts';
import { confidenceOf, RAY, rayVariance } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { evidenceOf } from './simd/kernels.ts';
import type { KernelNumbers } from './simd/pool.ts';
import { AGILITIES, BOX_FOOT, BOX_TOP, CROWN, LANDMARK_NATURES } from './skeleton.ts';
import { crownOfFace } from './start-landmark.ts';

/** Evidence that a single ray can give at most weighs as if this many more said nothing: few rays prove little. */
const SILENT_RAYS = 1;
/** Filled in for every comparison, for there are tens of thousands a second. */
const terms = { time: elapse(0, { x: 0, y: 0 }), slack2: 0, density: 0, stray: 0 };
/** How well the crown is known by the face, and by nothing but where somebody stands. */
const CROWN_BY_FACE: Metres = 0.08;
const CROWN_BY_PLACE: Metres = 0.2;

/** The landmarks of a body as of when it was last seen. */
export interface KnownBody {
  readonly filters: KernelNumbers;
  readonly position: FloorPoint;
  /** What time does to them up to a moment. */
  elapsedTo(at: EpochMs): Elapsed;
  knows(landmark: number): boolean;
  pointOf(landmark: number): StorePoint;
}

/** Squared distance of a point from a ray of a sighting, and of the point from the camera, m². */
function gaps({ origin, rays }: PersonSighting, ray: number, [x, y, z]: StorePoint): { off: number; far: number } {
  const wx = x - origin[0], wy = y - origin[1], wz = z - origin[2];
  const along = Math.max(0, wx * rays[RAY.x + ray]! + wy * rays[RAY.y + ray]! + wz * rays[RAY.z + ray]!);
  const far = wx * wx + wy * wy + wz * wz;
  return { off: Math.max(0, far - along * along), far };
}

/**
 * How well what a camera saw agrees with a known person: log-likelihood ratio a ray, in nats, of the rays passing the
 * person's predicted landmarks against passing anywhere within a square metre; above 0 speaks for the person.
 *
 * @returns    -Infinity when nothing can be compared
 * @source     after arXiv 2003.03972, section 3.2 (2D poses against predicted 3D joints), as a likelihood so that the
 *             prediction's own error counts
 */
export function affinity(body: KnownBody, sighting: PersonSighting, options: PeopleOptions): number {
  if (sighting.isBox) return boxAffinity(body, sighting, options);
  terms.time = body.elapsedTo(sighting.at);
  terms.slack2 = options.affinitySlack * options.affinitySlack;
  terms.stray = options.strayKeypoints;
  terms.density = (1 - options.strayKeypoints) / (2 * Math.PI);
  const { sum, weight } = evidenceOf(body.filters, sighting, terms);
  return weight === 0 ? -Infinity : sum / (weight + SILENT_RAYS);
}

function boxAffinity(body: KnownBody, sighting: PersonSighting, options: PeopleOptions): number {
  const { crown, variance } = crownOf(body, body.elapsedTo(sighting.at));
  let evidence = 0;
  let total = 0;
  for (const ray of [BOX_TOP, BOX_FOOT]) {
    const confidence = confidenceOf(sighting, ray);
    if (confidence === 0) continue;
    const { off, far } = gaps(sighting, ray, ray === BOX_FOOT ? [crown[0], crown[1], 0] : crown);
    const whole = variance + rayVariance(sighting, ray, far) + options.affinitySlack ** 2;
    const density = ((1 - options.strayKeypoints) * Math.exp(-off / whole / 2)) / (2 * Math.PI * whole);
    evidence += confidence * Math.log(density + options.strayKeypoints);
    total += confidence;
  }
  return total === 0 ? -Infinity : evidence / (total + SILENT_RAYS);
}

/** Where the crown is: as followed, else by the face, else by where the body stands. */
function crownOf(body: KnownBody, time: Elapsed): { crown: StorePoint; variance: number } {
  const { filters } = body;
  if (body.knows(CROWN)) return { crown: pointAfter(filters, CROWN, time), variance: meanVarianceAfter(filters, CROWN, { time, agility: AGILITIES[CROWN]! }) };
  const byFace = crownOfFace(body);
  if (byFace !== undefined) return { crown: byFace, variance: CROWN_BY_FACE ** 2 };
  return { crown: [body.position[0], body.position[1], LANDMARK_NATURES[CROWN]!.standingHeight], variance: CROWN_BY_PLACE ** 2 };
}

/** What clothing says for two being one, nats; 0 when it says nothing, never below -1. */
export function likeness(a: readonly number[] | undefined, b: readonly number[] | undefined, options: PeopleOptions): number {
  const gap = appearanceGap(a, b);
  return gap === undefined ? 0 : Math.max(-1, -gap / (2 * options.appearanceSpread ** 2));
}
