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

/**
 * Samples a crop bilinearly into `crop` (height x width x 3 bytes), which lies over the picture as `map` says.
 *
 * Pixel i covers [i, i + 1], so its middle is i + 0.5 on both sides.
 */
export function cropInto(crop: Uint8Array, picture: Picture, place: { readonly map: ImageMap; readonly shape: CropShape }): void {
  const { map, shape } = place;
  const { width, height, pixels } = picture;
  const columns = Float32Array.from({ length: shape.width }, (_, i) => map.offset[0] + map.scale[0] * (i + 0.5) - 0.5);
  let at = 0;
  for (let row = 0; row < shape.height; row++) {
    const y = map.offset[1] + map.scale[1] * (row + 0.5) - 0.5;
    const top = Math.floor(y);
    const lower = y - top;
    for (let column = 0; column < shape.width; column++, at += 3) {
      const x = columns[column]!;
      const left = Math.floor(x);
      const right = x - left;
      if (left >= 0 && top >= 0 && left + 1 < width && top + 1 < height) {
        const a = 3 * (top * width + left);
        const b = a + 3 * width;
        for (let c = 0; c < 3; c++) {
          const above = pixels[a + c]! + right * (pixels[a + 3 + c]! - pixels[a + c]!);
          const below = pixels[b + c]! + right * (pixels[b + 3 + c]! - pixels[b + c]!);
          crop[at + c] = above + lower * (below - above) + 0.5;
        }
      } else {
        for (let c = 0; c < 3; c++) {
          const value = (dx: number, dy: number) =>
            left + dx >= 0 && top + dy >= 0 && left + dx < width && top + dy < height
              ? pixels[3 * ((top + dy) * width + left + dx) + c]!
              : shape.padding;
          const above = value(0, 0) + right * (value(1, 0) - value(0, 0));
          const below = value(0, 1) + right * (value(1, 1) - value(0, 1));
          crop[at + c] = above + lower * (below - above) + 0.5;
        }
      }
    }
  }
}
