import type { Metres } from '@walkout/contracts';

/**
 * Kalman filters of points on a body, side by side in one array, {@link FILTER_SIZE} numbers each: position (3), velocity
 * (3), covariance of the position (6: xx xy xz yy yz zz), of position with velocity (9, a row a position axis), of the
 * velocity (6). Between measurements a point drifts with its body and what it moves besides dies away (an
 * Ornstein-Uhlenbeck velocity).
 *
 * This is the innermost loop of following people, hence arrays and functions that write into them.
 *
 * @source Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, sections 6.2.2 and
 *         8.2; corrections one number at a time, which is exact and needs no inverse (Bierman 1977, chapter II)
 */
export const FILTER_SIZE = 27;
export const VELOCITY = 3;
export const POSITION_COVARIANCE = 6;
export const CROSS_COVARIANCE = 12;
export const VELOCITY_COVARIANCE = 21;

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

export function elapse(seconds: number, drift: readonly [number, number]): Elapsed {
  return elapseInto({ seconds: 0, kept: 1, own: 0, velocityVariance: 0, positionVariance: 0, crossVariance: 0, driftX: 0, driftY: 0 }, seconds, { x: drift[0], y: drift[1] });
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

/** Begins a filter at a point. @param covariance of the position, six numbers, m² */
export function beginInto(state: Float64Array, at: number, { point, velocity, covariance }: { point: readonly number[]; velocity: readonly number[]; covariance: readonly number[] }): void {
  state.fill(0, at, at + FILTER_SIZE);
  for (let axis = 0; axis < 3; axis++) {
    state[at + axis] = point[axis]!;
    state[at + VELOCITY + axis] = velocity[axis]!;
  }
  for (let index = 0; index < 6; index++) state[at + POSITION_COVARIANCE + index] = covariance[index]!;
  for (const index of [0, 3, 5]) state[at + VELOCITY_COVARIANCE + index] = UNKNOWN_SPEED ** 2;
}

/**
 * Moves a filter forward in time.
 *
 * @param agility density of the white acceleration noise, m²/s³
 */
export function advanceInto(state: Float64Array, at: number, time: Elapsed, agility: number): void {
  const { seconds, kept, own, driftX, driftY } = time;
  const vx = state[at + 3]! - driftX, vy = state[at + 4]! - driftY, vz = state[at + 5]!;
  state[at]! += driftX * seconds + vx * own;
  state[at + 1]! += driftY * seconds + vy * own;
  state[at + 2]! += vz * own;
  state[at + 3] = driftX + vx * kept;
  state[at + 4] = driftY + vy * kept;
  state[at + 5] = vz * kept;
  const a = at + POSITION_COVARIANCE;
  const b = at + CROSS_COVARIANCE;
  const c = at + VELOCITY_COVARIANCE;
  const own2 = own * own;
  const shaken = agility * time.positionVariance;
  const cxx = state[c]!, cxy = state[c + 1]!, cxz = state[c + 2]!, cyy = state[c + 3]!, cyz = state[c + 4]!, czz = state[c + 5]!;
  const b0 = state[b]!, b1 = state[b + 1]!, b2 = state[b + 2]!, b3 = state[b + 3]!, b4 = state[b + 4]!, b5 = state[b + 5]!, b6 = state[b + 6]!, b7 = state[b + 7]!, b8 = state[b + 8]!;
  state[a]! += 2 * own * b0 + own2 * cxx + shaken;
  state[a + 1]! += own * (b1 + b3) + own2 * cxy;
  state[a + 2]! += own * (b2 + b6) + own2 * cxz;
  state[a + 3]! += 2 * own * b4 + own2 * cyy + shaken;
  state[a + 4]! += own * (b5 + b7) + own2 * cyz;
  state[a + 5]! += 2 * own * b8 + own2 * czz + shaken;
  const cross = agility * time.crossVariance;
  state[b] = kept * (b0 + own * cxx) + cross;
  state[b + 1] = kept * (b1 + own * cxy);
  state[b + 2] = kept * (b2 + own * cxz);
  state[b + 3] = kept * (b3 + own * cxy);
  state[b + 4] = kept * (b4 + own * cyy) + cross;
  state[b + 5] = kept * (b5 + own * cyz);
  state[b + 6] = kept * (b6 + own * cxz);
  state[b + 7] = kept * (b7 + own * cyz);
  state[b + 8] = kept * (b8 + own * czz) + cross;
  const kept2 = kept * kept;
  const stirred = agility * time.velocityVariance;
  state[c] = kept2 * cxx + stirred;
  state[c + 1] = kept2 * cxy;
  state[c + 2] = kept2 * cxz;
  state[c + 3] = kept2 * cyy + stirred;
  state[c + 4] = kept2 * cyz;
  state[c + 5] = kept2 * czz + stirred;
}

/** Where a filter's point will be when time has passed. */
export const pointAfter = (state: Float64Array, at: number, { seconds, own, driftX, driftY }: Elapsed): [x: number, y: number, z: number] => [
  state[at]! + driftX * seconds + (state[at + VELOCITY]! - driftX) * own,
  state[at + 1]! + driftY * seconds + (state[at + VELOCITY + 1]! - driftY) * own,
  state[at + 2]! + state[at + VELOCITY + 2]! * own,
];

/** A measurement of one number: the position's part along a vector was found `residual` further than estimated. */
export interface Measurement {
  x: number;
  y: number;
  z: number;
  residual: Metres;
  /** m². */
  variance: number;
}

/** Variance of the position's part along a vector, m². */
export function varianceAlong(state: Float64Array, at: number, { x, y, z }: { x: number; y: number; z: number }): number {
  const a = at + POSITION_COVARIANCE;
  return (
    x * (x * state[a]! + 2 * y * state[a + 1]! + 2 * z * state[a + 2]!) +
    y * (y * state[a + 3]! + 2 * z * state[a + 4]!) + z * z * state[a + 5]!
  );
}

/** Takes a measurement of one number at the time of the estimate in. */
export function measureInto(state: Float64Array, at: number, { x, y, z, residual, variance }: Measurement): void {
  const a = at + POSITION_COVARIANCE;
  const b = at + CROSS_COVARIANCE;
  const c = at + VELOCITY_COVARIANCE;
  const px = state[a]! * x + state[a + 1]! * y + state[a + 2]! * z;
  const py = state[a + 1]! * x + state[a + 3]! * y + state[a + 4]! * z;
  const pz = state[a + 2]! * x + state[a + 4]! * y + state[a + 5]! * z;
  const vx = state[b]! * x + state[b + 3]! * y + state[b + 6]! * z;
  const vy = state[b + 1]! * x + state[b + 4]! * y + state[b + 7]! * z;
  const vz = state[b + 2]! * x + state[b + 5]! * y + state[b + 8]! * z;
  const gain = 1 / (px * x + py * y + pz * z + variance);
  const step = gain * residual;
  state[at]! += px * step;
  state[at + 1]! += py * step;
  state[at + 2]! += pz * step;
  state[at + VELOCITY]! += vx * step;
  state[at + VELOCITY + 1]! += vy * step;
  state[at + VELOCITY + 2]! += vz * step;
  const gx = gain * px, gy = gain * py, gz = gain * pz;
  state[a]! -= gx * px;
  state[a + 1]! -= gx * py;
  state[a + 2]! -= gx * pz;
  state[a + 3]! -= gy * py;
  state[a + 4]! -= gy * pz;
  state[a + 5]! -= gz * pz;
  state[b]! -= gx * vx;
  state[b + 1]! -= gx * vy;
  state[b + 2]! -= gx * vz;
  state[b + 3]! -= gy * vx;
  state[b + 4]! -= gy * vy;
  state[b + 5]! -= gy * vz;
  state[b + 6]! -= gz * vx;
  state[b + 7]! -= gz * vy;
  state[b + 8]! -= gz * vz;
  const hx = gain * vx, hy = gain * vy, hz = gain * vz;
  state[c]! -= hx * vx;
  state[c + 1]! -= hx * vy;
  state[c + 2]! -= hx * vz;
  state[c + 3]! -= hy * vy;
  state[c + 4]! -= hy * vz;
  state[c + 5]! -= hz * vz;
}

/** Variance of the position, mean of the axes, m². */
export const meanVariance = (state: Float64Array, at: number): number =>
  (state[at + POSITION_COVARIANCE]! + state[at + POSITION_COVARIANCE + 3]! + state[at + POSITION_COVARIANCE + 5]!) / 3;

/** What {@link meanVariance} will be when time has passed. */
export function meanVarianceAfter(state: Float64Array, at: number, time: Elapsed, agility: number): number {
  const b = at + CROSS_COVARIANCE;
  const c = at + VELOCITY_COVARIANCE;
  const cross = state[b]! + state[b + 4]! + state[b + 8]!;
  const speed = state[c]! + state[c + 3]! + state[c + 5]!;
  const known = meanVariance(state, at) + (2 * time.own * cross + time.own * time.own * speed) / 3;
  return Math.max(0, known) + agility * time.positionVariance;
}
