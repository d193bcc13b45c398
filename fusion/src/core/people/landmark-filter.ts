/**
 * Kalman filters of points on a body: position, velocity, and what is known of both. Between measurements a point drifts with
 * its body and what it moves besides dies away (an Ornstein-Uhlenbeck velocity).
 *
 * A number of all points lies side by side, a {@link ROW} for each, so that several points are worked on at once; see simd/.
 * The number of a point is in its column. Single precision: of 100 m it leaves 10 µm.
 *
 * @source Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, sections 6.2.2 and 8.2
 */
export const LANES = 4;
/** Columns of a row: landmarks and rays have room in it, in whole groups of {@link LANES}. */
export const ROW = 20;
/** Rows, by what they hold. Covariances: of the position, of position (first) with velocity (second), of the velocity. */
export const FILTER = {
  x: 0, y: 1, z: 2, vx: 3, vy: 4, vz: 5,
  axx: 6, ayy: 7, azz: 8, axy: 9, axz: 10, ayz: 11,
  bxx: 12, byy: 13, bzz: 14, bxy: 15, bxz: 16, byx: 17, byz: 18, bzx: 19, bzy: 20,
  cxx: 21, cyy: 22, czz: 23, cxy: 24, cxz: 25, cyz: 26,
  /** 1: the point is followed; 0: nothing is known of it. */
  known: 27,
  /** How long the bone is that ends in the point, metres, where bones are held. */
  length: 28,
} as const;
export type FilterRow = keyof typeof FILTER;
export const FILTER_SIZE = 29 * ROW;

const { x: X, y: Y, z: Z, vx: VX, vy: VY, vz: VZ, axx: AXX, ayy: AYY, azz: AZZ, axy: AXY, axz: AXZ, ayz: AYZ } = FILTER;
const { bxx: BXX, byy: BYY, bzz: BZZ, bzx: BZX, bzy: BZY, cxx: CXX, cyy: CYY, czz: CZZ, known: KNOWN } = FILTER;

/** How fast a joint's own movement, relative to the body, dies away when nobody sees it, seconds. */
const OWN_MOVEMENT_LASTS = 0.2;
/** Speed of a joint of which nothing is known yet, relative to its body, m/s, one standard deviation. */
const UNKNOWN_SPEED = 1;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What time does to a velocity that dies away and is shaken by white noise of density 1 m²/s³, exactly, on a body that goes along. */
export interface Elapsed {
  readonly seconds: number;
  /** Share of the velocity that is left. */
  readonly kept: number;
  /** Seconds of the velocity that the position has gone. */
  readonly own: number;
  readonly velocityVariance: number;
  readonly positionVariance: number;
  readonly crossVariance: number;
  /** Velocity of the body, m/s. */
  readonly driftX: number;
  readonly driftY: number;
}

export function elapse(seconds: number, drift: { readonly x: number; readonly y: number }): Elapsed {
  return elapseInto({ seconds: 0, kept: 1, own: 0, velocityVariance: 0, positionVariance: 0, crossVariance: 0, driftX: 0, driftY: 0 }, seconds, drift);
}

/** {@link elapse}, written into what was made before. */
export function elapseInto(elapsed: Mutable<Elapsed>, seconds: number, drift: { readonly x: number; readonly y: number }): Elapsed {
  const lasts = OWN_MOVEMENT_LASTS;
  const kept = Math.exp(-seconds / lasts);
  const own = lasts * (1 - kept);
  elapsed.seconds = seconds;
  elapsed.kept = kept;
  elapsed.own = own;
  elapsed.velocityVariance = (lasts * (1 - kept * kept)) / 2;
  elapsed.positionVariance = lasts * lasts * (seconds - 2 * own + elapsed.velocityVariance);
  elapsed.crossVariance = (own * own) / 2;
  elapsed.driftX = drift.x;
  elapsed.driftY = drift.y;
  return elapsed;
}

/** Begins a filter at a point. @param covariance of the position: xx xy xz yy yz zz, m² */
export function beginInto(filters: Float32Array, point: number, start: { point: readonly number[]; velocity: readonly number[]; covariance: readonly number[] }): void {
  for (let row = 0; row < KNOWN; row++) filters[row * ROW + point] = 0;
  for (let axis = 0; axis < 3; axis++) {
    filters[(X + axis) * ROW + point] = start.point[axis]!;
    filters[(VX + axis) * ROW + point] = start.velocity[axis]!;
    filters[(CXX + axis) * ROW + point] = UNKNOWN_SPEED ** 2;
  }
  for (const [index, row] of [AXX, AXY, AXZ, AYY, AYZ, AZZ].entries()) filters[row * ROW + point] = start.covariance[index]!;
  filters[KNOWN * ROW + point] = 1;
}

/** From now on nothing is known of a point. */
export const forgetIn = (filters: Float32Array, point: number): void => void (filters[KNOWN * ROW + point] = 0);

/** Where the rows begin that are asked for most. */
const [X_AT, Y_AT, Z_AT, VX_AT, VY_AT, VZ_AT, AXX_AT, AYY_AT, AZZ_AT] = [X * ROW, Y * ROW, Z * ROW, VX * ROW, VY * ROW, VZ * ROW, AXX * ROW, AYY * ROW, AZZ * ROW];

/** Where a point will be when time has passed. */
export const pointAfter = (filters: Float32Array, point: number, { seconds, own, driftX, driftY }: Elapsed): [x: number, y: number, z: number] => [
  filters[X_AT + point]! + driftX * seconds + (filters[VX_AT + point]! - driftX) * own,
  filters[Y_AT + point]! + driftY * seconds + (filters[VY_AT + point]! - driftY) * own,
  filters[Z_AT + point]! + filters[VZ_AT + point]! * own,
];

/** Variance of the position, mean of the axes, m². */
export const meanVariance = (filters: Float32Array, point: number): number =>
  (filters[AXX_AT + point]! + filters[AYY_AT + point]! + filters[AZZ_AT + point]!) / 3;

/** What {@link meanVariance} will be when time has passed. @param shaken agility of the point, m²/s³ */
export function meanVarianceAfter(filters: Float32Array, point: number, { time: { own, positionVariance }, agility }: { time: Elapsed; agility: number }): number {
  const cross = filters[BXX * ROW + point]! + filters[BYY * ROW + point]! + filters[BZZ * ROW + point]!;
  const speed = filters[CXX * ROW + point]! + filters[CYY * ROW + point]! + filters[CZZ * ROW + point]!;
  return Math.max(0, meanVariance(filters, point) + (2 * own * cross + own * own * speed) / 3) + agility * positionVariance;
}

/** Of position and velocity, in order, what is known of each together with the height. */
const WITH_HEIGHT = [AXZ, AYZ, AZZ, BZX, BZY, BZZ] as const;
const STATE = [X, Y, Z, VX, VY, VZ] as const;
/** Row of the covariance of two numbers of the state. */
const COVARIANCE = (() => {
  const { bxy, bxz, byx, byz, cxy, cxz, cyz } = FILTER;
  return [
    [AXX, AXY, AXZ, BXX, bxy, bxz], [AXY, AYY, AYZ, byx, BYY, byz], [AXZ, AYZ, AZZ, BZX, BZY, BZZ],
    [BXX, byx, BZX, CXX, cxy, cxz], [bxy, BYY, BZY, cxy, CYY, cyz], [bxz, byz, BZZ, cxz, cyz, CZZ],
  ];
})();
const along = new Float64Array(6);

/** Takes in that a point is at a height, metres, give or take (m²). @source the same, section 5.2, of one number */
export function measureHeightInto(filters: Float32Array, point: number, { height, variance }: { height: number; variance: number }): void {
  for (let index = 0; index < 6; index++) along[index] = filters[WITH_HEIGHT[index]! * ROW + point]!;
  const gain = 1 / (along[2]! + variance);
  const step = gain * (height - filters[Z * ROW + point]!);
  for (let index = 0; index < 6; index++) {
    filters[STATE[index]! * ROW + point]! += along[index]! * step;
    for (let other = index; other < 6; other++) filters[COVARIANCE[index]![other]! * ROW + point]! -= gain * along[index]! * along[other]!;
  }
}
