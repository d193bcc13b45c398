import { createRandom } from '@walkout/recordings';
import type { Random } from '@walkout/recordings';

/** A value at a time; units are the caller's. */
export type Point = readonly [time: number, value: number];

export interface Trend {
  /** Units of value a unit of time. */
  readonly slope: number;
  /** Standard error of the slope. */
  readonly error: number;
}

const RESAMPLES = 400;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const deviation = (values: readonly number[]): number => {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / Math.max(1, values.length - 1));
};

function fit(points: readonly Point[]): { readonly slope: number; readonly at: (time: number) => number } {
  const [time, value] = [0, 1].map((axis) => sum(points.map((point) => point[axis]!)) / points.length) as [number, number];
  const spread = sum(points.map(([x]) => (x - time) ** 2));
  const slope = spread === 0 ? 0 : sum(points.map(([x, y]) => (x - time) * (y - value))) / spread;
  return { slope, at: (x) => value + slope * (x - time) };
}

/**
 * Slope by least squares, and its standard error. What memory does now hangs together with what it did a while ago, so the error
 * is found from residuals that are drawn anew in blocks; independent ones would make it too small.
 *
 * @param block points that hang together
 * @source      Künsch, "The Jackknife and the Bootstrap for General Stationary Observations", Annals of Statistics 17(3), 1989
 */
export function trendOf(points: readonly Point[], block: number): Trend {
  if (points.length < 3) return { slope: 0, error: Infinity };
  const line = fit(points);
  const residuals = points.map(([x, y]) => y - line.at(x));
  const length = Math.max(1, Math.min(block, Math.floor(points.length / 2)));
  const random = createRandom('trend');
  const slopes = Array.from({ length: RESAMPLES }, () => {
    const drawn: number[] = [];
    while (drawn.length < points.length) {
      const from = random.integer(0, points.length - length);
      drawn.push(...residuals.slice(from, from + length));
    }
    return fit(points.map(([x], index): Point => [x, line.at(x) + drawn[index]!])).slope;
  });
  return { slope: line.slope, error: deviation(slopes) };
}

/** @param share such as 0.99 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

const redrawn = (values: readonly number[], random: Random): number[] => values.map(() => random.pick(values));

/** By how much a quantile of later values lies above that of earlier ones, and the standard error of it (bootstrap). */
export function quantileRise(earlier: readonly number[], later: readonly number[], share: number): { readonly rise: number; readonly error: number } {
  if (earlier.length === 0 || later.length === 0) return { rise: 0, error: Infinity };
  const random = createRandom('quantiles');
  const rises = Array.from({ length: RESAMPLES }, () => quantile(redrawn(later, random), share) - quantile(redrawn(earlier, random), share));
  return { rise: quantile(later, share) - quantile(earlier, share), error: deviation(rises) };
}
