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

/** Weights of the four pixels around a sample: how far it is from the left one and from the top one, in [0, 1). */
interface Sample {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly lower: number;
}

/** A sample at the frame's rim or outside, where some of the four pixels do not exist. */
function sampleRimInto(crop: Uint8Array, at: number, { picture, padding, ...sample }: Sample & { readonly picture: Picture; readonly padding: number }): void {
  const { left, top, right, lower } = sample;
  const { width, height, pixels } = picture;
  for (let c = 0; c < 3; c++) {
    const value = (x: number, y: number) =>
      x >= 0 && y >= 0 && x < width && y < height ? pixels[3 * (y * width + x) + c]! : padding;
    const above = value(left, top) * (1 - right) + value(left + 1, top) * right;
    const below = value(left, top + 1) * (1 - right) + value(left + 1, top + 1) * right;
    crop[at + c] = above * (1 - lower) + below * lower + 0.5;
  }
}

/**
 * Samples a crop bilinearly into `crop` (height x width x 3 bytes), which lies over the picture as `map` says.
 *
 * Pixel i covers [i, i + 1], so its middle is i + 0.5 on both sides.
 */
export function cropInto(crop: Uint8Array, picture: Picture, place: { readonly map: ImageMap; readonly shape: CropShape }): void {
  const { map, shape } = place;
  const { width, height, pixels } = picture;
  const rowBytes = 3 * width;
  const columnPlaces = Float64Array.from({ length: shape.width }, (_, i) => map.offset[0] + map.scale[0] * (i + 0.5) - 0.5);
  const lefts = Int32Array.from(columnPlaces, Math.floor);
  let at = 0;
  for (let row = 0; row < shape.height; row++) {
    const y = map.offset[1] + map.scale[1] * (row + 0.5) - 0.5;
    const top = Math.floor(y);
    const lower = y - top;
    const rowInside = top >= 0 && top + 1 < height;
    for (let column = 0; column < shape.width; column++, at += 3) {
      const left = lefts[column]!;
      const right = columnPlaces[column]! - left;
      if (!rowInside || left < 0 || left + 1 >= width) {
        sampleRimInto(crop, at, { left, top, right, lower, picture, padding: shape.padding });
        continue;
      }
      const a = top * rowBytes + 3 * left;
      const b = a + rowBytes;
      const bottomRight = right * lower;
      const bottomLeft = lower - bottomRight;
      const topRight = right - bottomRight;
      const topLeft = 1 - right - bottomLeft;
      crop[at] = topLeft * pixels[a]! + topRight * pixels[a + 3]! + bottomLeft * pixels[b]! + bottomRight * pixels[b + 3]! + 0.5;
      crop[at + 1] = topLeft * pixels[a + 1]! + topRight * pixels[a + 4]! + bottomLeft * pixels[b + 1]! + bottomRight * pixels[b + 4]! + 0.5;
      crop[at + 2] = topLeft * pixels[a + 2]! + topRight * pixels[a + 5]! + bottomLeft * pixels[b + 2]! + bottomRight * pixels[b + 5]! + 0.5;
    }
  }
}
