import { boxToFrame } from '../image/image-map.ts';
import type { ImageMap } from '../image/image-map.ts';
import type { Detection } from '../frame.ts';

export interface DecodeOptions {
  readonly map: ImageMap;
  /** Lower scores are left out. */
  readonly minimumScore: number;
}

/**
 * Reads a detector that decodes its own output.
 *
 * @param boxes  [N, 4] x, y, width, height in pixels of its input
 * @param scores [N] in [0, 1]
 * @returns      boxes in pixels of the frame; those without area or with a number that is none are left out
 */
export function decodeBoxes(boxes: Float32Array, scores: Float32Array, options: DecodeOptions): readonly Detection[] {
  const detections: Detection[] = [];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    const [x, y, width, height] = boxes.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    if (!(score >= options.minimumScore && width > 0 && height > 0 && Number.isFinite(x + y + width + height))) continue;
    detections.push({ box: boxToFrame(options.map, [x, y, width, height]), score: Math.min(score, 1) });
  }
  return detections;
}
