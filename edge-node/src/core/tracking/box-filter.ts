import type { ImageBox } from '@walkout/contracts';

/** One axis of a box: value and speed (pixels, pixels a second) with their covariance. */
interface AxisState {
  readonly value: number;
  readonly speed: number;
  readonly valueVariance: number;
  readonly covariance: number;
  readonly speedVariance: number;
}

/** A box in motion: its centre x, centre y, width and height, each filtered on its own. */
export interface BoxState {
  readonly axes: readonly [x: AxisState, y: AxisState, width: AxisState, height: AxisState];
}

/**
 * Noise in box heights, since what a pixel means shrinks with distance. A shopper is 1.7 m, walks at up to 1.5 m/s and turns
 * or stops within about a second.
 */
const MEASUREMENT_DEVIATION = 0.04;
const START_SPEED_DEVIATION = 1;
const ACCELERATION_DEVIATION = { centre: 1.5, size: 1 };

const measured = ([x, y, width, height]: ImageBox) => [x + width / 2, y + height / 2, width, height] as const;
const accelerationOf = (axis: number): number => (axis < 2 ? ACCELERATION_DEVIATION.centre : ACCELERATION_DEVIATION.size);

/** A box seen once: at rest as far as known. */
export function startBox(box: ImageBox): BoxState {
  const height = Math.max(1, box[3]);
  return {
    axes: measured(box).map((value) => ({
      value,
      speed: 0,
      valueVariance: (MEASUREMENT_DEVIATION * height) ** 2,
      covariance: 0,
      speedVariance: (START_SPEED_DEVIATION * height) ** 2,
    })) as unknown as BoxState['axes'],
  };
}

/**
 * Where the box is `seconds` later: constant velocity, disturbed by white acceleration.
 *
 * @source Bar-Shalom, Li & Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, section 6.3.2
 */
export function predictBox(state: BoxState, seconds: number): BoxState {
  const height = Math.max(1, state.axes[3].value);
  return {
    axes: state.axes.map((axis, i) => {
      const noise = (accelerationOf(i) * height) ** 2;
      return {
        value: axis.value + axis.speed * seconds,
        speed: axis.speed,
        valueVariance:
          axis.valueVariance + 2 * seconds * axis.covariance + seconds ** 2 * axis.speedVariance + (noise * seconds ** 4) / 4,
        covariance: axis.covariance + seconds * axis.speedVariance + (noise * seconds ** 3) / 2,
        speedVariance: axis.speedVariance + noise * seconds ** 2,
      };
    }) as unknown as BoxState['axes'],
  };
}

/** The state after seeing the box where it is now (Kalman's update). */
export function updateBox(state: BoxState, box: ImageBox): BoxState {
  const variance = (MEASUREMENT_DEVIATION * Math.max(1, box[3])) ** 2;
  const values = measured(box);
  return {
    axes: state.axes.map((axis, i) => {
      const gain = axis.valueVariance / (axis.valueVariance + variance);
      const speedGain = axis.covariance / (axis.valueVariance + variance);
      const surprise = values[i]! - axis.value;
      return {
        value: axis.value + gain * surprise,
        speed: axis.speed + speedGain * surprise,
        valueVariance: (1 - gain) * axis.valueVariance,
        covariance: (1 - gain) * axis.covariance,
        speedVariance: axis.speedVariance - speedGain * axis.covariance,
      };
    }) as unknown as BoxState['axes'],
  };
}

/** The box of a state, pixels; never narrower or lower than one. */
export function boxOf({ axes: [x, y, width, height] }: BoxState): ImageBox {
  const [w, h] = [Math.max(1, width.value), Math.max(1, height.value)];
  return [x.value - w / 2, y.value - h / 2, w, h];
}
