import type { ImageBox } from '@walkout/contracts';
import type { Detection, Keypoint } from '@walkout/edge-node';
import { IMAGE_SIZE } from '@walkout/recordings/dataset';
import type { PersonLabel } from '@walkout/recordings/dataset';

/** Lower scores of the teacher are doubt: such people are neither asked for nor held against a network. */
export const SURE_PERSON = 0.5;
/** MoveNet's own threshold for a keypoint that is there; what is below stays unknown. */
const SURE_KEYPOINT = 0.3;

const clamped = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** The part of a box that lies in the picture. */
function clipped([x, y, width, height]: ImageBox): ImageBox {
  const [left, top] = [clamped(x, IMAGE_SIZE.width), clamped(y, IMAGE_SIZE.height)];
  return [left, top, clamped(x + width, IMAGE_SIZE.width) - left, clamped(y + height, IMAGE_SIZE.height) - top];
}

/**
 * What teachers say of one person, as a label of a rendered picture says it.
 *
 * @param scale pixels of the frame for one of the picture
 */
export function labelOf({ box, score }: Detection, keypoints: readonly Keypoint[], scale: number): PersonLabel {
  const own = clipped([box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale]);
  const place = ({ point: [x, y], confidence }: Keypoint): readonly [number, number, 0 | 2] =>
    confidence >= SURE_KEYPOINT && x >= 0 && y >= 0 && x < scale * IMAGE_SIZE.width && y < scale * IMAGE_SIZE.height ? [x / scale, y / scale, 2] : [0, 0, 0];
  return { box: own, visibleBox: own, visibleShare: 1, keypoints: keypoints.map(place), ...(score < SURE_PERSON ? { ignore: true as const } : {}) };
}
