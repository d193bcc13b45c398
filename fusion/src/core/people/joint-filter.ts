import type { EpochMs, StorePoint, Vector3 } from '@walkout/contracts';
import { addScaled, apply, diagonal, invert, multiply, trace, transpose } from './matrix3.ts';
import type { Matrix3 } from './matrix3.ts';

/** What a measurement knows of a point: how much in which direction (m⁻²), and that times the way from the estimate to it (m⁻¹). */
export interface Evidence {
  readonly information: Matrix3;
  readonly pull: Vector3;
}

/** How fast a joint's own movement, relative to the body, dies away when nobody sees it, seconds. */
const OWN_MOVEMENT_LASTS = 0.2;
/** Speed of a joint of which nothing is known yet, relative to its body, m/s, one standard deviation. */
const UNKNOWN_SPEED = 1;
const ONE = diagonal(1, 1, 1);
const NOTHING = diagonal(0, 0, 0);

/** What time does to a velocity that dies away and is shaken by white noise of density q (m²/s³), exactly. */
function elapse(seconds: number, q: number) {
  const lasts = OWN_MOVEMENT_LASTS;
  const kept = Math.exp(-seconds / lasts);
  const own = lasts * (1 - kept);
  const velocityVariance = (q * lasts * (1 - kept * kept)) / 2;
  const positionVariance = q * lasts * lasts * (seconds - 2 * own) + lasts * lasts * velocityVariance;
  return { kept, own, velocityVariance, positionVariance, crossVariance: (q * own * own) / 2 };
}

/**
 * Kalman filter of one joint: position and velocity, with the true time between measurements. Between them the joint
 * drifts with its body and what it moves besides dies away (an Ornstein-Uhlenbeck velocity).
 *
 * @source Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, sections 6.2.2 and
 *         8.2; the correction in information form, so that a single ray, which knows nothing along itself, is a measurement
 */
export class JointFilter {
  at: EpochMs;
  point: StorePoint;
  velocity: Vector3;
  /** Covariance blocks: of the position, of position with velocity, of the velocity. */
  positionCovariance: Matrix3;
  private crossCovariance: Matrix3;
  private velocityCovariance: Matrix3;
  private readonly agility: number;

  constructor(at: EpochMs, point: StorePoint, { covariance, velocity, agility }: { covariance: Matrix3; velocity: Vector3; agility: number }) {
    this.at = at;
    this.point = point;
    this.velocity = velocity;
    this.positionCovariance = covariance;
    this.crossCovariance = NOTHING;
    this.velocityCovariance = diagonal(UNKNOWN_SPEED ** 2, UNKNOWN_SPEED ** 2, UNKNOWN_SPEED ** 2);
    this.agility = agility;
  }

  /** Where it will be; `drift` is the velocity of the body, m/s. A moment before the estimate is looked back to likewise. */
  pointAt(at: EpochMs, drift: Vector3): StorePoint {
    const seconds = (at - this.at) / 1000;
    const own = seconds > 0 ? elapse(seconds, this.agility).own : seconds;
    const along = (axis: 0 | 1 | 2) => this.point[axis] + drift[axis] * seconds + (this.velocity[axis] - drift[axis]) * own;
    return [along(0), along(1), along(2)];
  }

  /** Variance of {@link pointAt}, mean of the axes, m². */
  varianceAt(at: EpochMs): number {
    const { own, positionVariance } = elapse(Math.max(0, (at - this.at) / 1000), this.agility);
    const known = trace(this.positionCovariance) + 2 * own * trace(this.crossCovariance) + own * own * trace(this.velocityCovariance);
    return Math.max(0, known / 3) + positionVariance;
  }

  /** Moves the estimate forward in time. */
  advance(at: EpochMs, drift: Vector3): void {
    const seconds = (at - this.at) / 1000;
    if (seconds <= 0) return;
    const { kept, own, positionVariance, crossVariance, velocityVariance } = elapse(seconds, this.agility);
    this.point = this.pointAt(at, drift);
    const relative = (axis: 0 | 1 | 2) => drift[axis] + (this.velocity[axis] - drift[axis]) * kept;
    this.velocity = [relative(0), relative(1), relative(2)];
    const { positionCovariance: a, crossCovariance: b, velocityCovariance: c } = this;
    const known = addScaled(addScaled(addScaled(a, b, own), transpose(b), own), c, own * own);
    this.positionCovariance = addScaled(known, ONE, positionVariance);
    this.crossCovariance = addScaled(addScaled(NOTHING, addScaled(b, c, own), kept), ONE, crossVariance);
    this.velocityCovariance = addScaled(addScaled(NOTHING, c, kept * kept), ONE, velocityVariance);
    this.at = at;
  }

  /** Takes a measurement at the time of the estimate in. */
  correct({ information, pull }: Evidence): void {
    const { positionCovariance: a, crossCovariance: b } = this;
    const solve = invert(addScaled(ONE, multiply(information, a), 1));
    if (solve === undefined) return;
    const gain = multiply(solve, information);
    const step = apply(solve, pull);
    const bTransposed = transpose(b);
    const dp = apply(a, step);
    const dv = apply(bTransposed, step);
    this.point = [this.point[0] + dp[0], this.point[1] + dp[1], this.point[2] + dp[2]];
    this.velocity = [this.velocity[0] + dv[0], this.velocity[1] + dv[1], this.velocity[2] + dv[2]];
    const gainA = multiply(gain, a);
    const gainB = multiply(gain, b);
    this.positionCovariance = addScaled(a, multiply(a, gainA), -1);
    this.crossCovariance = addScaled(b, multiply(a, gainB), -1);
    this.velocityCovariance = addScaled(this.velocityCovariance, multiply(bTransposed, gainB), -1);
  }
}
