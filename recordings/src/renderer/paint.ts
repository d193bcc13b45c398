import type { Paint, Solid } from './scene-description.ts';

/** A place on a solid's surface. Written over and over in loops, so that nothing is allocated for a pixel. */
export interface Spot {
  /** Outward, store frame. */
  readonly normal: Float64Array;
  /** Linear light. */
  readonly colour: Float64Array;
}

export const createSpot = (): Spot => ({ normal: new Float64Array(3), colour: new Float64Array(3) });

/** A number in [0, 1) from three whole numbers: the same for the same cell of a pattern. */
export function cellNoise(a: number, b: number, seed: number): number {
  let value = (Math.imul(a, 0x27d4eb2d) ^ Math.imul(b, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1)) | 0;
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 4294967296;
}

const fraction = (x: number): number => x - Math.floor(x);

/** How much of the second colour a pattern shows, and how bright it is there. */
interface Ink {
  accent: number;
  brightness: number;
}
const ink: Ink = { accent: 0, brightness: 1 };

type Pattern = (paint: Paint, surface: { u: number; v: number; width: number; height: number; upright: boolean }) => void;

/** Label of a pack: a field of the second colour, lines of print, a picture; which of them is left to the seed. */
const product: Pattern = ({ seed }, { u, v, width, height, upright }) => {
  const [x, y] = [u / width, v / height];
  if (!upright) {
    ink.accent = cellNoise(1, 7, seed) < 0.5 && Math.abs(x - 0.5) < 0.3 && Math.abs(y - 0.5) < 0.3 ? 0.8 : 0;
    return;
  }
  const style = Math.floor(cellNoise(1, 1, seed) * 5);
  const split = 0.25 + 0.4 * cellNoise(2, 2, seed);
  if (style === 0) ink.accent = y > split && y < split + 0.35 ? 1 : 0;
  else if (style === 1) ink.accent = (x - 0.5) ** 2 + ((y - 0.5) * height / width) ** 2 < 0.1 ? 1 : 0;
  else if (style === 2) ink.accent = y < split ? 1 : 0;
  else if (style === 3) ink.accent = fraction(x * 3 + y * 2) < 0.4 ? 0.9 : 0;
  else ink.accent = x > 0.12 && x < 0.88 && y > 0.1 && y < 0.75 ? 1 : 0;
  const line = Math.floor(y * 9);
  const printed = cellNoise(line, 3, seed) < 0.4 && x > 0.2 && x < 0.45 + 0.4 * cellNoise(line, 4, seed) && fraction(y * 9) < 0.55;
  if (printed) ink.brightness *= ink.accent > 0.5 ? 0.35 : 1.6;
  if (y > 0.93 || y < 0.03) ink.brightness *= 0.75;
};

/** A picture of a person, as advertisements have them: flat, so no person of ours. */
const poster: Pattern = ({ seed }, { u, v, width, height }) => {
  const [x, y] = [(u / width - 0.5) * 2, v / height];
  const head = x * x * 0.6 + ((y - 0.72) * 3.2) ** 2 < 0.16;
  const shoulders = y < 0.56 - 0.5 * x * x && Math.abs(x) < 0.7 + 0.1 * cellNoise(3, 3, seed);
  ink.accent = head || shoulders ? 1 : 0;
  if (shoulders && !head) ink.brightness = 0.4 + cellNoise(5, 5, seed);
  if (y < 0.14 && fraction(x * 5) < 0.7) ink.brightness = 1.7;
};

const PATTERNS: Record<Paint['pattern'], Pattern> = {
  plain: ({ seed }, { u, v }) => {
    ink.brightness = 0.97 + 0.06 * cellNoise(Math.floor(u * 8), Math.floor(v * 8), seed);
  },
  tiles: ({ seed }, { u, v }) => {
    const side = 0.3 + 0.3 * cellNoise(0, 0, seed);
    const [x, y] = [u / side, v / side];
    const joint = 0.012 / side;
    ink.accent = fraction(x) < joint || fraction(y) < joint ? 1 : 0;
    ink.brightness = 0.93 + 0.14 * cellNoise(Math.floor(x), Math.floor(y), seed);
  },
  planks: ({ seed }, { u, v }) => {
    const row = Math.floor(v / 0.16);
    const board = Math.floor(u / 1.2 + cellNoise(row, 1, seed));
    ink.accent = fraction(v / 0.16) < 0.05 ? 0.8 : 0.25 * cellNoise(Math.floor(u * 6), Math.floor(v * 60), seed);
    ink.brightness = 0.8 + 0.4 * cellNoise(row, board, seed);
  },
  speckle: ({ seed }, { u, v }) => {
    ink.accent = cellNoise(Math.floor(u * 40), Math.floor(v * 40), seed) ** 3;
    ink.brightness = 0.95 + 0.1 * cellNoise(Math.floor(u * 3), Math.floor(v * 3), seed + 1);
  },
  grid: (_paint, { u, v }) => {
    ink.accent = fraction(u * 25) < 0.35 || fraction(v * 25) < 0.35 ? 0 : 1;
  },
  product,
  poster,
};

/** Colour and normal of a solid's surface at a store point on it. */
export function paintInto(spot: Spot, solid: Solid, point: Float64Array): void {
  const { centre, size, yaw, paint } = solid;
  const cos = Math.cos(yaw);
  const sin = Math.sin(yaw);
  const dx = point[0]! - centre[0];
  const dy = point[1]! - centre[1];
  const x = dx * cos + dy * sin;
  const y = dy * cos - dx * sin;
  const z = point[2]! - centre[2];
  const top = Math.abs(z) / size[2] > (solid.form === 'box' ? Math.max(Math.abs(x) / size[0], Math.abs(y) / size[1]) : 0.495);
  let nx = 0;
  let ny = 0;
  let nz = 0;
  let u = x + size[0] / 2;
  let v = y + size[1] / 2;
  let width = size[0];
  let height = size[1];
  if (top) nz = Math.sign(z);
  else if (solid.form === 'box') {
    v = z + size[2] / 2;
    height = size[2];
    if (Math.abs(x) / size[0] > Math.abs(y) / size[1]) {
      nx = Math.sign(x);
      u = nx * y + size[1] / 2;
      width = size[1];
    } else {
      ny = Math.sign(y);
      u = -ny * x + size[0] / 2;
    }
  } else {
    const radius = Math.hypot(x, y) || 1;
    nx = x / radius;
    ny = y / radius;
    v = z + size[2] / 2;
    height = size[2];
    u = ((Math.atan2(y, x) / Math.PI + 1) * size[0]) % size[0];
  }
  spot.normal[0] = nx * cos - ny * sin;
  spot.normal[1] = nx * sin + ny * cos;
  spot.normal[2] = nz;
  ink.accent = 0;
  ink.brightness = 1;
  PATTERNS[paint.pattern](paint, { u, v, width, height, upright: !top });
  for (let channel = 0; channel < 3; channel++) {
    const base = paint.colour[channel]!;
    spot.colour[channel] = (base + (paint.accent[channel]! - base) * ink.accent) * ink.brightness;
  }
}
