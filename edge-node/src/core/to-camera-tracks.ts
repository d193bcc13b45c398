import type { CameraTracks, EpochMs } from '@walkout/contracts';
import { packKeypoints } from '@walkout/contracts/keypoints';
import type { TrackedSighting } from './tracking/image-tracker.ts';

const rounder = (digits: number) => {
  const factor = 10 ** digits;
  // Adding zero turns -0 into 0.
  return (value: number): number => Math.round(value * factor) / factor + 0;
};
const pixels = rounder(1);
const share = rounder(2);
const colour = rounder(3);

/** The message of one frame, numbers rounded to what they mean: 0.1 px, 0.01 of confidence, 0.001 of colour. */
export function toCameraTracks(
  frame: { readonly capturedAt: EpochMs; readonly sequence: number },
  seen: readonly TrackedSighting[],
): CameraTracks {
  return {
    capturedAt: frame.capturedAt,
    sequence: frame.sequence,
    tracks: seen.map(({ track, box, score, keypoints, appearance }) => ({
      track,
      box: [pixels(box[0]), pixels(box[1]), pixels(box[2]), pixels(box[3])],
      score: share(score),
      keypoints: packKeypoints(keypoints.map(({ point, confidence }) => [pixels(point[0]), pixels(point[1]), share(confidence)])),
      ...(appearance === undefined ? {} : { appearance: appearance.map(colour) }),
    })),
  };
}
