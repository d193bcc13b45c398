import type { Random } from '../../random.ts';
import { GROUP_OF } from './pose-noise.ts';
import type { JointNoise, PoseNoise } from './pose-noise.ts';
import type { TrueFigure } from './joint-truth.ts';

type Keypoint = [x: number, y: number, confidence: number];

const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** Standard normal distribution, to 1e-7. @source Abramowitz & Stegun, "Handbook of Mathematical Functions", 26.2.17 */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = 0.3989422804 * Math.exp((-z * z) / 2) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

/** The value at a part of a distribution that is given at its tenths. */
export function atTenths(values: readonly number[], part: number): number {
  const place = Math.min(values.length - 1.000001, Math.max(0, part * (values.length - 1)));
  const low = Math.floor(place);
  return values[low]! + (place - low) * (values[low + 1]! - values[low]!);
}

/** Normal numbers that hang on to what they were: one a joint and purpose. */
function createDrift(count: number, keep: number, random: Random) {
  const state = Float64Array.from({ length: count }, () => random.normal(0, 1));
  const fresh = Math.sqrt(1 - keep * keep);
  return (index: number): number => (state[index] = keep * state[index]! + random.normal(0, fresh));
}

/** How far off, in spreads of a normal distribution, a point of a two-dimensional one is, by its distance from the middle. */
const spreadsOut = (x: number, y: number): number => {
  // Share of points nearer to the middle, turned into the normal score of that share by bisection-free approximation.
  const share = Math.min(0.9995, Math.max(0.0005, 1 - Math.exp(-(x * x + y * y) / 2)));
  const t = Math.sqrt(-2 * Math.log(share < 0.5 ? share : 1 - share));
  const score = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share < 0.5 ? -score : score;
};

/** The joints of one person in one camera as networks find them, frame after frame. */
export function createJointErrors({ joints: noises, persistence }: PoseNoise, random: Random): (figure: TrueFigure) => Keypoint[] {
  const aside = createDrift(GROUP_OF.length * 2, persistence.error, random);
  const sureness = createDrift(GROUP_OF.length, persistence.confidence, random);
  const find = (index: number, noise: JointNoise, size: number): readonly [dx: number, dy: number, confidence: number] => {
    const part = normalShare(sureness(index));
    const { median, spread } = noise.error[Math.min(noise.error.length - 1, Math.floor(part * noise.error.length))]!;
    const [x, y] = [aside(2 * index), aside(2 * index + 1)];
    const radius = median * Math.exp(spread * spreadsOut(x, y)) * size;
    const length = Math.hypot(x, y) || 1;
    return [(radius * x) / length, (radius * y) / length, atTenths(noise.confidence, part)];
  };
  return ({ joints, size }) => joints.map((joint, index): Keypoint => {
    if (joint === undefined) return [0, 0, 0];
    const noise = noises[GROUP_OF[index]!];
    const [dx, dy, confidence] = find(index, noise[joint.state] ?? noise.seen!, size);
    return [tenth(joint.pixel[0] + dx), tenth(joint.pixel[1] + dy), hundredth(confidence)];
  });
}
