import { KEYPOINT } from '@walkout/contracts';
import { FILTER, FILTER_SIZE, LANES, ROW } from '../landmark-filter.ts';
import type { FilterRow } from '../landmark-filter.ts';

const BYTES = 4;
const ROW_BYTES = ROW * BYTES;
const GROUP_BYTES = LANES * BYTES;

/** Loads may look some lanes before the filters. */
const FILTERS = 64;
const RAYS = FILTERS + FILTER_SIZE * BYTES;
const ROWS = RAYS + 4 * ROW_BYTES;
const rowAt = (index: number): number => ROWS + index * ROW_BYTES;
const NUMBERS = rowAt(10);
const numberAt = (index: number): number => NUMBERS + index * BYTES;

/** Where things lie in the memory of the kernels, bytes. */
export const PLACE = {
  filters: FILTERS,
  filter: (row: FilterRow): number => FILTERS + FILTER[row] * ROW_BYTES,
  /** Rows: direction (3) and confidence of each ray; 0: not seen. */
  rays: RAYS,
  row: ROW_BYTES,
  group: GROUP_BYTES,
  /** A row each: of the landmarks, how suddenly they move (m²/s³), how vague they are (m²) and how far from their parents (m); then what is written: say, distance from the parent, evidence and its weight. */
  agility: rowAt(0), spread2: rowAt(1), length: rowAt(2), say: rowAt(3), size: rowAt(4), evidence: rowAt(5), weight: rowAt(6),
  /** A row each, of the keypoints of an image track: pixels, and confidence. */
  pixelX: rowAt(7), pixelY: rowAt(8), confidence: rowAt(9),
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
  /** Those at the far ends of bones: elbows and wrists, then knees and ankles. */
  boneEnds: { from: KEYPOINT.left_elbow * BYTES, to: (KEYPOINT.left_knee + 1) * BYTES, step: (KEYPOINT.left_knee - KEYPOINT.left_elbow) * BYTES },
  /** From the end of a bone to its other end: COCO's order has left and right beside each other. */
  parent: (KEYPOINT.left_shoulder - KEYPOINT.left_elbow) * BYTES,
} as const;
