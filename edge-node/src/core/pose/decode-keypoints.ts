import { KEYPOINTS } from '@walkout/contracts/keypoints';
import { pointToFrame } from '../image/image-map.ts';
import type { ImageMap } from '../image/image-map.ts';
import type { Keypoint } from '../frame.ts';

const clamp01 = (value: number): number => (value >= 0 ? Math.min(value, 1) : 0);

/**
 * Keypoints of one person in pixels of the frame.
 *
 * @param output [17, 3] x, y in pixels of the crop and confidence; a place that is no number gets the crop's corner and confidence 0
 */
export function decodeKeypoints(output: Float32Array, map: ImageMap): readonly Keypoint[] {
  return KEYPOINTS.map((_, i) => {
    const x = output[3 * i]!;
    const y = output[3 * i + 1]!;
    if (!Number.isFinite(x + y)) return { point: pointToFrame(map, [0, 0]), confidence: 0 };
    return { point: pointToFrame(map, [x, y]), confidence: clamp01(output[3 * i + 2]!) };
  });
}
