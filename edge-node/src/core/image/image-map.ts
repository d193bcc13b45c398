import type { ImageBox, ImagePoint } from '@walkout/contracts';

/** How pixels of a network's input lie in the frame: `frame = offset + scale * input`, for each axis. */
export interface ImageMap {
  readonly scale: readonly [x: number, y: number];
  readonly offset: readonly [x: number, y: number];
}

export const pointToFrame = ({ scale, offset }: ImageMap, [x, y]: ImagePoint): ImagePoint => [
  offset[0] + scale[0] * x,
  offset[1] + scale[1] * y,
];

export const boxToFrame = ({ scale, offset }: ImageMap, [x, y, width, height]: ImageBox): ImageBox => [
  offset[0] + scale[0] * x,
  offset[1] + scale[1] * y,
  scale[0] * width,
  scale[1] * height,
];
