import type { Calibration, TrackedKeypoints } from '@walkout/contracts';
import { FILTER_SIZE, ROW } from '../landmark-filter.ts';
import type { Elapsed } from '../landmark-filter.ts';
import type { PersonSighting } from '../sighting.ts';
import { AGILITIES, KEYPOINT_COUNT, LANDMARK_COUNT, RAY_SPREADS } from '../skeleton.ts';
import { assemble } from './assembler.ts';
import { writeHold } from './bone-kernel.ts';
import { writeEvidence } from './evidence-kernel.ts';
import { writeAdvance, writeMeasure } from './filter-kernels.ts';
import { PLACE } from './places.ts';
import { createPool } from './pool.ts';
import type { KernelNumbers } from './pool.ts';
import { writeRays } from './ray-kernel.ts';

/**
 * All landmarks of a body at once, where it costs most. Filters and rays lie in the memory of the kernels and are worked on
 * there; besides, nothing is kept here between two calls but what is written down of the last.
 */
const kernels = assemble({ advance: writeAdvance, measure: writeMeasure, hold: writeHold, evidence: writeEvidence, castPinhole: writeRays(false), castLens: writeRays(true) });
const { memory } = kernels;
const numbers = new Float32Array(memory.buffer);
const row = (place: number, length = ROW): Float32Array => new Float32Array(memory.buffer, place, length);
row(PLACE.agility).set(AGILITIES);
row(PLACE.spread2).set(RAY_SPREADS.subarray(0, LANDMARK_COUNT).map((spread) => spread * spread));

/** Of the rays of a sighting: direction (3) and confidence. */
const RAYS_SIZE = 4 * ROW;
const bodies = createPool(memory, FILTER_SIZE);
const sightings = createPool(memory, RAYS_SIZE);
/** Room for the filters of one more body, none of them known. */
export const makeFilters = (): KernelNumbers => bodies.take();
/** Room for the rays of one more sighting, none of them seen. */
export const makeRays = (): KernelNumbers => sightings.take();

/** Of the last {@link seeInto}: the say of each ray in [0, 1]; 0: it passed too far off and changed nothing. */
export const says = row(PLACE.say);
/** Of the last {@link seeInto}: how long each bone was by its ends, before it was held, metres; in the column of its far end. */
export const sizes = row(PLACE.size);

const write = (place: number, value: number): void => void (numbers[place >> 2] = value);
// What is written for every sighting, as constants of this module: those of another are looked up each time.
const { seconds: SECONDS, kept: KEPT, own: OWN, positionVariance: POSITION, crossVariance: CROSS, velocityVariance: VELOCITY, driftX: DRIFT_X, driftY: DRIFT_Y } = PLACE;
const { originX: ORIGIN_X, originY: ORIGIN_Y, originZ: ORIGIN_Z, angle2: ANGLE2, perLimit2: PER_LIMIT2, upright: UPRIGHT, slack2: SLACK2, density: DENSITY, stray: STRAY } = PLACE;

function writeTime(time: Elapsed): void {
  write(SECONDS, time.seconds);
  write(KEPT, time.kept);
  write(OWN, time.own);
  write(POSITION, time.positionVariance);
  write(CROSS, time.crossVariance);
  write(VELOCITY, time.velocityVariance);
  write(DRIFT_X, time.driftX);
  write(DRIFT_Y, time.driftY);
}

function writeOrigin({ origin, view: { angle } }: PersonSighting): void {
  write(ORIGIN_X, origin[0]);
  write(ORIGIN_Y, origin[1]);
  write(ORIGIN_Z, origin[2]);
  write(ANGLE2, angle * angle);
}

/** Carries filters forward in time. */
export function advanceInto(filters: KernelNumbers, time: Elapsed): void {
  writeTime(time);
  kernels.advance(filters.byteOffset, 0);
}

export interface SeeingTerms {
  /** Deviations at which a ray has no say any more. */
  readonly limit: number;
  /** The rays show the points of the floor below the landmarks, not the landmarks themselves. */
  readonly onFloor?: boolean;
}

/** Takes the rays of a sighting of the moment of the filters in, each into the filter of its column; see {@link says}. */
export function measureInto(filters: KernelNumbers, sighting: PersonSighting, { limit, onFloor = false }: SeeingTerms): void {
  writeOrigin(sighting);
  write(PER_LIMIT2, 1 / (limit * limit));
  write(UPRIGHT, onFloor ? 0 : 1);
  kernels.measure(filters.byteOffset, sighting.rays.byteOffset);
}

/** Carries filters forward to the moment of a sighting, takes its rays in and holds the bones. */
export function seeInto(filters: KernelNumbers, sighting: PersonSighting, { time, limit }: { time: Elapsed; limit: number }): void {
  if (time.seconds > 0) advanceInto(filters, time);
  measureInto(filters, sighting, { limit });
  kernels.hold(filters.byteOffset, 0);
}

export interface EvidenceTerms {
  readonly time: Elapsed;
  /** m². */
  readonly slack2: number;
  readonly density: number;
  readonly stray: number;
}
/** Filled in for each use. */
const evidence = { sum: 0, weight: 0 };
const evidenceLanes = row(PLACE.evidence, 4);
const weightLanes = row(PLACE.weight, 4);

/** What the rays of a sighting say for being of the landmarks of filters; see evidence-kernel.ts. Good until the next call. */
export function evidenceOf(filters: KernelNumbers, sighting: PersonSighting, { time, slack2, density, stray }: EvidenceTerms): { readonly sum: number; readonly weight: number } {
  writeTime(time);
  writeOrigin(sighting);
  write(SLACK2, slack2);
  write(DENSITY, density);
  write(STRAY, stray);
  kernels.evidence(filters.byteOffset, sighting.rays.byteOffset);
  evidence.sum = evidenceLanes[0]! + evidenceLanes[1]! + evidenceLanes[2]! + evidenceLanes[3]!;
  evidence.weight = weightLanes[0]! + weightLanes[1]! + weightLanes[2]! + weightLanes[3]!;
  return evidence;
}

const pixelsX = row(PLACE.pixelX);
const pixelsY = row(PLACE.pixelY);
const confidences = row(PLACE.confidence);

/** Of which lens the rays are. */
export type CastRays = typeof kernels.castPinhole;

/** The camera whose keypoints {@link castInto} is asked for until the next one is told. */
export function pointAt({ focal, principal, distortion, cameraFromStore }: Calibration, minConfidence: number): CastRays {
  write(PLACE.minConfidence, minConfidence);
  write(PLACE.focalX, focal[0]);
  write(PLACE.focalY, focal[1]);
  write(PLACE.principalX, principal[0]);
  write(PLACE.principalY, principal[1]);
  for (let index = 0; index < 5; index++) write(PLACE.k1 + 4 * index, distortion[index]!);
  for (let index = 0; index < 9; index++) write(PLACE.rotation + 4 * index, cameraFromStore[Math.floor(index / 3)]![index % 3]!);
  return distortion.every((coefficient) => coefficient === 0) ? kernels.castPinhole : kernels.castLens;
}

/**
 * The rays of keypoints, as `PersonSighting` has them.
 *
 * @param cast as {@link pointAt} gave it
 * @returns    whether there are no keypoints at all: all are of confidence 0
 */
export function castInto(rays: KernelNumbers, { x, y, confidence }: TrackedKeypoints, cast: CastRays): boolean {
  let isBox = true;
  for (let index = 0; index < KEYPOINT_COUNT; index++) {
    pixelsX[index] = x[index]!;
    pixelsY[index] = y[index]!;
    confidences[index] = confidence[index]!;
    if (confidence[index] !== 0) isBox = false;
  }
  if (isBox) {
    rays.fill(0);
    return true;
  }
  cast(0, rays.byteOffset);
  return false;
}
