import { BONES } from '@walkout/contracts';
import type { ImageBox, ImagePoint } from '@walkout/contracts';
import { IMAGE_SIZE } from './random-camera.ts';
import type { Picture } from './pictures.ts';

type Rgb = readonly [number, number, number];
const VISIBLE: Rgb = [60, 255, 60];
const HIDDEN: Rgb = [255, 140, 0];
const BOX: Rgb = [80, 160, 255];
const IGNORED: Rgb = [160, 160, 160];

function dot(rgb: Uint8Array, [x, y]: ImagePoint, colour: Rgb): void {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column >= 0 && row >= 0 && column < IMAGE_SIZE.width && row < IMAGE_SIZE.height) rgb.set(colour, (row * IMAGE_SIZE.width + column) * 3);
}

function line(rgb: Uint8Array, [from, to]: readonly [ImagePoint, ImagePoint], colour: Rgb): void {
  const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])) + 1;
  for (let step = 0; step <= steps; step++) {
    const part = step / steps;
    dot(rgb, [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part], colour);
  }
}

function outline(rgb: Uint8Array, [x, y, width, height]: ImageBox, colour: Rgb): void {
  const corners: ImagePoint[] = [[x, y], [x + width - 1, y], [x + width - 1, y + height - 1], [x, y + height - 1], [x, y]];
  for (let side = 0; side < 4; side++) line(rgb, [corners[side]!, corners[side + 1]!], colour);
}

/** A picture with its labels drawn over it: boxes blue (grey when ignored), visible joints green, hidden ones orange. */
export function labelled({ rgb, people }: Picture): Uint8Array {
  const drawn = rgb.slice();
  for (const { box, keypoints, ignore } of people) {
    outline(drawn, box, ignore ? IGNORED : BOX);
    for (const [from, to] of BONES) {
      const [a, b] = [keypoints[from]!, keypoints[to]!];
      if (a[2] > 0 && b[2] > 0) line(drawn, [[a[0], a[1]], [b[0], b[1]]], a[2] === 2 && b[2] === 2 ? VISIBLE : HIDDEN);
    }
    for (const [x, y, visibility] of keypoints) {
      if (visibility === 0) continue;
      for (const [dx, dy] of [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]] as const) dot(drawn, [x + dx, y + dy], visibility === 2 ? VISIBLE : HIDDEN);
    }
  }
  return drawn;
}
