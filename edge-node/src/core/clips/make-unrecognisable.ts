import type { ImageBox, ImagePoint } from '@walkout/contracts';
import type { Picture } from '../frame.ts';
import type { Capsule, HiddenRegions } from './hidden-regions.ts';

/** Fewer tiles than these across a head and nobody is known by it; a tile is never smaller than this, px. */
const TILES_ACROSS = 4;
const SMALLEST_TILE = 10;

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The pixels of a picture that a box covers, at least in part. */
const inside = ({ width, height }: Picture, [x, y, w, h]: ImageBox): Rectangle => ({
  left: Math.max(0, Math.floor(x)), top: Math.max(0, Math.floor(y)),
  right: Math.min(width, Math.ceil(x + w)), bottom: Math.min(height, Math.ceil(y + h)),
});

/** Writes the mean colour of a tile of `from` over the same tile of `into`. */
function paintTileInto(into: Picture, from: Picture, { left, top, right, bottom }: Rectangle): void {
  const count = (right - left) * (bottom - top);
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += from.pixels[3 * (y * from.width + x) + channel]!;
    const mean = Math.round(sum / count);
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) into.pixels[3 * (y * into.width + x) + channel] = mean;
  }
}

/** Tiles a box; tiles lie on a grid of the picture, so that two boxes never show together what one hides. */
function mosaicInto(into: Picture, from: Picture, box: ImageBox): void {
  const { left, top, right, bottom } = inside(from, box);
  const tile = Math.max(SMALLEST_TILE, Math.round(Math.min(box[2], box[3]) / TILES_ACROSS));
  for (let y = Math.floor(top / tile) * tile; y < bottom; y += tile) {
    for (let x = Math.floor(left / tile) * tile; x < right; x += tile) {
      paintTileInto(into, from, {
        left: Math.max(x, 0), top: Math.max(y, 0), right: Math.min(x + tile, from.width), bottom: Math.min(y + tile, from.height),
      });
    }
  }
}

function isNear([x, y]: ImagePoint, { from, to, radius }: Capsule): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / length2));
  return Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy) <= radius;
}

function restoreInto(into: Picture, from: Picture, capsule: Capsule): void {
  const { from: [ax, ay], to: [bx, by], radius } = capsule;
  const box: ImageBox = [Math.min(ax, bx) - radius, Math.min(ay, by) - radius, Math.abs(ax - bx) + 2 * radius, Math.abs(ay - by) + 2 * radius];
  const { left, top, right, bottom } = inside(from, box);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (!isNear([x + 0.5, y + 0.5], capsule)) continue;
      const at = 3 * (y * from.width + x);
      into.pixels.set(from.pixels.subarray(at, at + 3), at);
    }
  }
}

/** A copy of a picture in which people are tiled over, the subject's arms are seen, and no face is: in that order. */
export function makeUnrecognisable(picture: Picture, { hidden, shown, faces }: HiddenRegions): Picture {
  const result = { ...picture, pixels: picture.pixels.slice() };
  for (const box of hidden) mosaicInto(result, picture, box);
  for (const capsule of shown) restoreInto(result, picture, capsule);
  for (const box of faces) mosaicInto(result, picture, box);
  return result;
}
