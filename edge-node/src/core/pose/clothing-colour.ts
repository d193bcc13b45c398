import { KEYPOINT } from '@walkout/contracts/keypoints';
import type { ImagePoint, KeypointName } from '@walkout/contracts';
import { labOf } from './lab-of.ts';
import type { Keypoint, Picture } from '../frame.ts';

/** Corners left top, right top, left bottom, right bottom. */
type Quad = readonly [KeypointName, KeypointName, KeypointName, KeypointName];
const UPPER_BODY: Quad = ['left_shoulder', 'right_shoulder', 'left_hip', 'right_hip'];
const LOWER_BODY: Quad = ['left_hip', 'right_hip', 'left_knee', 'right_knee'];

const MINIMUM_CONFIDENCE = 0.3;
/** Samples along each side of a quad. */
const GRID = 8;

const between = (a: number, b: number, amount: number): number => a + (b - a) * amount;

/** Mean Lab of a grid of pixels inside a quad, its rim left out; `undefined` when less than half of it is in the picture. */
function meanColour(picture: Picture, [a, b, c, d]: readonly ImagePoint[]): readonly number[] | undefined {
  const sum = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < GRID * GRID; i++) {
    const across = ((i % GRID) + 0.5) / GRID;
    const down = (Math.floor(i / GRID) + 0.5) / GRID;
    const at = (axis: 0 | 1) =>
      Math.floor(between(between(a![axis], b![axis], across), between(c![axis], d![axis], across), down));
    const [x, y] = [at(0), at(1)];
    if (!(x >= 0 && y >= 0 && x < picture.width && y < picture.height)) continue;
    const pixel = 3 * (y * picture.width + x);
    const lab = labOf(picture.pixels[pixel]!, picture.pixels[pixel + 1]!, picture.pixels[pixel + 2]!);
    for (let k = 0; k < 3; k++) sum[k]! += lab[k]!;
    count++;
  }
  return 2 * count < GRID * GRID ? undefined : sum.map((total) => total / count);
}

/**
 * Colour of a person's clothes: L*, a*, b* of the upper body (shoulders to hips) and of the lower (hips to knees), each
 * scaled to [0, 1]; six numbers, or `undefined` when either is not seen.
 */
export function clothingColour(picture: Picture, keypoints: readonly Keypoint[]): readonly number[] | undefined {
  const colours: number[] = [];
  for (const quad of [UPPER_BODY, LOWER_BODY]) {
    const corners = quad.map((name) => keypoints[KEYPOINT[name]]!);
    if (corners.some(({ confidence }) => confidence < MINIMUM_CONFIDENCE)) return undefined;
    const colour = meanColour(picture, corners.map(({ point }) => point));
    if (colour === undefined) return undefined;
    const [lightness, a, b] = colour as [number, number, number];
    colours.push(...[lightness / 100, (a + 128) / 256, (b + 128) / 256].map((value) => Math.min(1, Math.max(0, value))));
  }
  return colours;
}
