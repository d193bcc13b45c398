import type { FloorPoint } from '@walkout/contracts';

/** What a camera that sees boxes puts people off the floor, learnt from where other cameras put them. */
export interface FloorShift {
  /** Metres east and north; to be taken off what the camera says. */
  readonly shift: FloorPoint;
  /** Another sighting of somebody whom others see as well: how far from them it put the person, beyond the shift so far. */
  learn(gap: FloorPoint): void;
}

/** So many sightings must agree before a shift is half believed: a single walk past another camera says little. */
const SIGHTINGS_TO_BELIEVE = 100;
/** And from so many on it follows slowly, for cameras get knocked. */
const MEMORY = 2000;
/** A person further off is another, metres. */
const ANOTHER = 1;

/**
 * Feet of boxes lie before, behind or beside the true place, by calibration, by shoes and by how a detector draws boxes,
 * and for one camera mostly the same way. No truth is needed: where cameras overlap, the mean of them all is believed.
 */
export function createFloorShift(): FloorShift {
  let shift: FloorPoint = [0, 0];
  let count = 0;
  return {
    get shift() {
      return shift;
    },
    learn([x, y]) {
      if (!(Math.hypot(x, y) < ANOTHER)) return;
      count = Math.min(MEMORY, count + 1);
      const rate = 1 / (SIGHTINGS_TO_BELIEVE + count);
      shift = [shift[0] + rate * x, shift[1] + rate * y];
    },
  };
}
