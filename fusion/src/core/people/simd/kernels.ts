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
import { writeRays } from './ray-kernel.ts';

/**
 * All landmarks of a body at once, where it costs most. What is worked on is copied in and out, so that nothing is kept here
 * between two calls but what is written down of the last.
 */
const kernels = assemble({ advance: writeAdvance, measure: writeMeasure, hold: writeHold, evidence: writeEvidence, castPinhole: writeRays(false), castLens: writeRays(true) });
const numbers = new Float32Array(kernels.memory);
const row = (place: number, length = ROW): Float32Array => new Float32Array(kernels.memory, place, length);
const filtersThere = row(PLACE.filters, FILTER_SIZE);
const raysThere = row(PLACE.rays, 4 * ROW);
const lengthsThere = row(PLACE.length);
row(PLACE.agility).set(AGILITIES);
row(PLACE.spread2).set(RAY_SPREADS.subarray(0, LANDMARK_COUNT).map((spread) => spread * spread));

/** Of the last {@link seeInto}: the say of each ray in [0, 1]; 0: it passed too far off and changed nothing. */
export const says = row(PLACE.say);
/** Of the last {@link seeInto}: how long each bone was by its ends, before it was held, metres; in the column of its far end. */
export const sizes = row(PLACE.size);

const write = (place: number, value: number): void => void (numbers[place >> 2] = value);

function writeTime({ seconds, kept, own, positionVariance, crossVariance, velocityVariance, driftX, driftY }: Elapsed): void {
  write(PLACE.seconds, seconds);
  write(PLACE.kept, kept);
  write(PLACE.own, own);
  write(PLACE.positionVariance, positionVariance);
  write(PLACE.crossVariance, crossVariance);
  write(PLACE.velocityVariance, velocityVariance);
  write(PLACE.driftX, driftX);
  write(PLACE.driftY, driftY);
}

function copyRays({ rays, origin, view: { angle } }: PersonSighting): void {
  raysThere.set(rays);
  write(PLACE.originX, origin[0]);
  write(PLACE.originY, origin[1]);
  write(PLACE.originZ, origin[2]);
  write(PLACE.angle2, angle * angle);
}

/** Carries filters forward in time. */
export function advanceInto(filters: Float32Array, time: Elapsed): void {
  filtersThere.set(filters);
  writeTime(time);
  kernels.advance();
  filters.set(filtersThere);
}

export interface SeeingTerms {
  /** Deviations at which a ray has no say any more. */
  readonly limit: number;
  /** The rays show the points of the floor below the landmarks, not the landmarks themselves. */
  readonly onFloor?: boolean;
  /** How long bones are, metres, in the columns of their far ends; left out: they are not held. */
  readonly lengths?: Float32Array;
}

/** Takes the rays of a sighting of the moment of the filters in, each into the filter of its column; see {@link says}. */
export function measureInto(filters: Float32Array, sighting: PersonSighting, { limit, onFloor = false, lengths }: SeeingTerms): void {
  filtersThere.set(filters);
  measureThere(sighting, limit, onFloor);
  if (lengths !== undefined) hold(lengths);
  filters.set(filtersThere);
}

function measureThere(sighting: PersonSighting, limit: number, onFloor: boolean): void {
  copyRays(sighting);
  write(PLACE.perLimit2, 1 / (limit * limit));
  write(PLACE.upright, onFloor ? 0 : 1);
  kernels.measure();
}

function hold(lengths: Float32Array): void {
  lengthsThere.set(lengths);
  kernels.hold();
}

/** Carries filters forward to the moment of a sighting, takes its rays in and holds the bones. */
export function seeInto(filters: Float32Array, sighting: PersonSighting, { time, limit, lengths }: { time: Elapsed; limit: number; lengths: Float32Array }): void {
  filtersThere.set(filters);
  if (time.seconds > 0) {
    writeTime(time);
    kernels.advance();
  }
  measureThere(sighting, limit, false);
  hold(lengths);
  filters.set(filtersThere);
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
export function evidenceOf(filters: Float32Array, sighting: PersonSighting, { time, slack2, density, stray }: EvidenceTerms): { readonly sum: number; readonly weight: number } {
  filtersThere.set(filters);
  writeTime(time);
  copyRays(sighting);
  write(PLACE.slack2, slack2);
  write(PLACE.density, density);
  write(PLACE.stray, stray);
  kernels.evidence();
  evidence.sum = evidenceLanes[0]! + evidenceLanes[1]! + evidenceLanes[2]! + evidenceLanes[3]!;
  evidence.weight = weightLanes[0]! + weightLanes[1]! + weightLanes[2]! + weightLanes[3]!;
  return evidence;
}

const pixelsX = row(PLACE.pixelX);
const pixelsY = row(PLACE.pixelY);
const confidences = row(PLACE.confidence);

/** The camera whose keypoints {@link castInto} is asked for until the next one is told. */
export function pointAt({ focal, principal, distortion, cameraFromStore }: Calibration, minConfidence: number): () => void {
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
export function castInto(rays: Float32Array, { x, y, confidence }: TrackedKeypoints, cast: () => void): boolean {
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
  cast();
  rays.set(raysThere);
  return false;
}
