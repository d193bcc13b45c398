import { boxToFrame } from '../image/image-map.ts';
import type { DecodeOptions } from './decode-boxes.ts';
import type { Detection } from '../frame.ts';

const STRIDES = [8, 16, 32] as const;
/** x, y, width, height, objectness, then one number for each of COCO's 80 classes. */
const ROW = 85;
const PERSON = 5;

/**
 * Reads YOLOX's raw output, people only.
 *
 * @param output [N, 85], the cells of strides 8, 16 and 32 one after another, row by row
 * @param input  size of the network's input, pixels
 * @source       Ge et al., "YOLOX: Exceeding YOLO Series in 2021", arXiv 2107.08430, and its demo_utils.py
 */
export function decodeYolox(
  output: Float32Array,
  input: { readonly width: number; readonly height: number },
  options: DecodeOptions,
): readonly Detection[] {
  const detections: Detection[] = [];
  let at = 0;
  for (const stride of STRIDES) {
    for (let row = 0; row < Math.floor(input.height / stride); row++) {
      for (let column = 0; column < Math.floor(input.width / stride); column++, at += ROW) {
        const score = output[at + 4]! * output[at + PERSON]!;
        if (!(score >= options.minimumScore)) continue;
        const width = Math.exp(output[at + 2]!) * stride;
        const height = Math.exp(output[at + 3]!) * stride;
        const x = (output[at]! + column) * stride - width / 2;
        const y = (output[at + 1]! + row) * stride - height / 2;
        detections.push({ box: boxToFrame(options.map, [x, y, width, height]), score });
      }
    }
  }
  return detections;
}
