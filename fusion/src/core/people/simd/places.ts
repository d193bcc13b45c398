import { KEYPOINT } from '@walkout/contracts';
import { FILTER, LANES, ROW } from '../landmark-filter.ts';
import type { FilterRow } from '../landmark-filter.ts';
import type { Place } from './assembler.ts';

const BYTES = 4;
const ROW_BYTES = ROW * BYTES;
const GROUP_BYTES = LANES * BYTES;

const rowAt = (index: number): number => index * ROW_BYTES;
const NUMBERS = rowAt(9);
const numberAt = (index: number): number => NUMBERS + index * BYTES;
/** From the near end of a bone to its far end: COCO's order has left and right beside each other. */
const BONE = (KEYPOINT.left_elbow - KEYPOINT.left_shoulder) * BYTES;
/** Rows of the rays of a sighting; see `RAY` of sighting.ts. */
const RAY_ROWS = { x: 0, y: 1, z: 2, confidence: 3 } as const;

/** Where things lie for the kernels, bytes: the filters of a body at their first argument, the rays of a sighting at their second, all else at the start of the memory. */
export const PLACE = {
  filter: (row: FilterRow): Place => ({ argument: 0, offset: FILTER[row] * ROW_BYTES }),
  /** The same of the far end of a bone, from where its near end is. */
  farEnd: (row: FilterRow): Place => ({ argument: 0, offset: FILTER[row] * ROW_BYTES + BONE }),
  ray: (row: keyof typeof RAY_ROWS): Place => ({ argument: 1, offset: RAY_ROWS[row] * ROW_BYTES }),
  group: GROUP_BYTES,
  /** A row each: of the landmarks, how suddenly they move (m²/s³) and how vague they are (m²); then what is written: say, distance from the parent, evidence and its weight. */
  agility: rowAt(0), spread2: rowAt(1), say: rowAt(2), size: rowAt(3), farSize: rowAt(3) + BONE, evidence: rowAt(4), weight: rowAt(5),
  /** A row each, of the keypoints of an image track: pixels, and confidence. */
  pixelX: rowAt(6), pixelY: rowAt(7), confidence: rowAt(8),
  /** See `Elapsed`. */
  seconds: numberAt(0), kept: numberAt(1), own: numberAt(2), positionVariance: numberAt(3), crossVariance: numberAt(4), velocityVariance: numberAt(5), driftX: numberAt(6), driftY: numberAt(7),
  /** Where the rays start, metres; their noise as an angle, squared. */
  originX: numberAt(8), originY: numberAt(9), originZ: numberAt(10), angle2: numberAt(11),
  /** One over the squared deviations at which a ray has no say any more; 1, or 0 where the rays show the floor below the points. */
  perLimit2: numberAt(12), upright: numberAt(13),
  /** See `affinity`: what predictions are off besides their own error (m²), the density of a keypoint that is right, and that of any other. */
  slack2: numberAt(14), density: numberAt(15), stray: numberAt(16),
  /** Confidences below are none. A camera's lens, see `Calibration`, and the nine numbers of its rotation, row by row. */
  minConfidence: numberAt(17), focalX: numberAt(18), focalY: numberAt(19), principalX: numberAt(20), principalY: numberAt(21),
  k1: numberAt(22), k2: numberAt(23), p1: numberAt(24), p2: numberAt(25), k3: numberAt(26), rotation: numberAt(27),
  /** All landmarks, a group at a time. */
  landmarks: { from: 0, to: ROW_BYTES, step: GROUP_BYTES },
  /** Those at the near ends of bones: shoulders and elbows, then hips and knees. */
  bones: { from: KEYPOINT.left_shoulder * BYTES, to: (KEYPOINT.left_hip + 1) * BYTES, step: (KEYPOINT.left_hip - KEYPOINT.left_shoulder) * BYTES },
} as const;
