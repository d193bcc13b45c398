import type { ImageBox } from '@walkout/contracts';
import type { ImageMap } from './image-map.ts';
import type { Picture } from '../frame.ts';

export interface CropShape {
  readonly width: number;
  readonly height: number;
  /** How much the box is grown around its centre. */
  readonly boxScale: number;
  /** Grey of what lies outside the frame, 0 to 255. */
  readonly padding: number;
}

/** Where the crop of a person lies: the box grown by `boxScale`, then its shorter side grown to the crop's shape. */
export function cropMap([x, y, width, height]: ImageBox, shape: CropShape): ImageMap {
  const scale = Math.max((width * shape.boxScale) / shape.width, (height * shape.boxScale) / shape.height, 1e-6);
  return {
    scale: [scale, scale],
    offset: [x + width / 2 - (scale * shape.width) / 2, y + height / 2 - (scale * shape.height) / 2],
  };
}

/** Weights are whole numbers of 256ths along each axis: finer steps would not change a byte by more than one. */
const UNIT = 256;
const HALF = (UNIT * UNIT) / 2;
const SHIFT = 16;

/** Where the columns of a crop lie in the picture, and the row that is being sampled: filled anew for each, since a copy would cost more than the samples. */
interface Sampling {
  readonly picture: Picture;
  readonly padding: number;
  /** The left pixel of each column, and the weight of the right one. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** Byte of the crop at which the row starts. */
  start: number;
  /** The upper row of the picture, and the weight of the lower one. */
  top: number;
  lower: number;
}

function samplingOf(map: ImageMap, picture: Picture, { width, padding }: CropShape): Sampling {
  const lefts = new Int32Array(width);
  const rights = new Int32Array(width);
  for (let column = 0; column < width; column++) {
    const x = map.offset[0] + map.scale[0] * (column + 0.5) - 0.5;
    lefts[column] = Math.floor(x);
    rights[column] = Math.round((x - Math.floor(x)) * UNIT);
  }
  return { picture, padding, lefts, rights, start: 0, top: 0, lower: 0 };
}

/** Columns `from` to before `end` of a row, all of whose pixels are in the picture. */
function sampleInsideInto(crop: Uint8Array, { picture: { width, pixels }, lefts, rights, start, top, lower }: Sampling, [from, end]: readonly [number, number]): void {
  const rowStart = 3 * top * width;
  const rowBytes = 3 * width;
  const upper = UNIT - lower;
  let at = start + 3 * from;
  for (let column = from; column < end; column++, at += 3) {
    const a = rowStart + 3 * lefts[column]!;
    const b = a + rowBytes;
    const right = rights[column]!;
    const left = UNIT - right;
    crop[at] = (upper * (left * pixels[a]! + right * pixels[a + 3]!) + lower * (left * pixels[b]! + right * pixels[b + 3]!) + HALF) >> SHIFT;
    crop[at + 1] = (upper * (left * pixels[a + 1]! + right * pixels[a + 4]!) + lower * (left * pixels[b + 1]! + right * pixels[b + 4]!) + HALF) >> SHIFT;
    crop[at + 2] = (upper * (left * pixels[a + 2]! + right * pixels[a + 5]!) + lower * (left * pixels[b + 2]! + right * pixels[b + 5]!) + HALF) >> SHIFT;
  }
}

/** Columns at the picture's rim or outside, where some of the four pixels do not exist and count as grey. */
function sampleRimInto(crop: Uint8Array, { picture: { width, height, pixels }, padding, lefts, rights, start, top, lower }: Sampling, [from, end]: readonly [number, number]): void {
  const upperIn = top >= 0 && top < height;
  const lowerIn = top + 1 >= 0 && top + 1 < height;
  for (let column = from; column < end; column++) {
    const left = lefts[column]!;
    const leftIn = left >= 0 && left < width;
    const rightIn = left + 1 >= 0 && left + 1 < width;
    const right = rights[column]!;
    const a = 3 * (top * width + left);
    const b = a + 3 * width;
    for (let c = 0; c < 3; c++) {
      const above = (UNIT - right) * (upperIn && leftIn ? pixels[a + c]! : padding) + right * (upperIn && rightIn ? pixels[a + 3 + c]! : padding);
      const below = (UNIT - right) * (lowerIn && leftIn ? pixels[b + c]! : padding) + right * (lowerIn && rightIn ? pixels[b + 3 + c]! : padding);
      crop[start + 3 * column + c] = ((UNIT - lower) * above + lower * below + HALF) >> SHIFT;
    }
  }
}

/**
 * Samples a crop bilinearly into `crop` (height x width x 3 bytes), which lies over the picture as `map` says.
 *
 * Pixel i covers [i, i + 1], so its middle is i + 0.5 on both sides.
 */
export function cropInto(crop: Uint8Array, picture: Picture, { map, shape }: { readonly map: ImageMap; readonly shape: CropShape }): void {
  const sampling = samplingOf(map, picture, shape);
  const { lefts } = sampling;
  let from = 0;
  while (from < shape.width && lefts[from]! < 0) from++;
  let end = shape.width;
  while (end > from && lefts[end - 1]! + 1 >= picture.width) end--;
  const [before, inside, after, whole] = [[0, from], [from, end], [end, shape.width], [0, shape.width]] as const;
  for (let row = 0; row < shape.height; row++) {
    const y = map.offset[1] + map.scale[1] * (row + 0.5) - 0.5;
    sampling.start = 3 * row * shape.width;
    sampling.top = Math.floor(y);
    sampling.lower = Math.round((y - sampling.top) * UNIT);
    if (sampling.top < 0 || sampling.top + 1 >= picture.height) {
      sampleRimInto(crop, sampling, whole);
      continue;
    }
    sampleRimInto(crop, sampling, before);
    sampleInsideInto(crop, sampling, inside);
    sampleRimInto(crop, sampling, after);
  }
}
