import { scale } from '@walkout/contracts';
import type { FloorPoint, Metres, Radians, Vector3 } from '@walkout/contracts';
import { colourOf } from '../body/index.ts';
import type { Random } from '../random.ts';
import type { Paint, Solid } from '../renderer/index.ts';
import { onGondola, packSolid, productPaint } from '../renderer/index.ts';

/** What stands or hangs in stores and is taken for people: frames of doors and windows, screens, chairs, tables full of things, cables. */
export interface Fixtures {
  readonly solids: readonly Solid[];
  /** Where nobody can stand for them. */
  readonly obstacles: readonly Solid[];
}

interface Room {
  readonly width: Metres;
  readonly depth: Metres;
  readonly height: Metres;
  readonly isFree: (place: FloorPoint, margin: Metres) => boolean;
}

/** A place that parts are put around: to its right, in front of it, up. */
interface Spot {
  readonly centre: FloorPoint;
  readonly facing: Radians;
}

const FRAMES = [0x16181b, 0x22262c, 0x3b3f45, 0x8d9196, 0xd8d8d4, 0x5a3b26];
const STUFF = [0x121416, 0x1d2735, 0x3a3d42, 0x7a2323, 0xc9c9c4, 0x6a4a2c, 0xd9531e];

function plain(random: Random, list: readonly number[], brightness = 1): Paint {
  const colour = scale(colourOf(random.pick(list)), brightness);
  return { pattern: 'plain', colour, accent: colour, seed: random.integer(0, 1e6) };
}

/** A box: its middle to the right of the spot, in front of it and up; its size along, into and up. */
const part = (spot: Spot, [place, [along, into, up]]: readonly [middle: Vector3, size: Vector3], paint: Paint): Solid => ({
  form: 'box', centre: onGondola(spot, place), size: [into, along, up], yaw: spot.facing, paint,
});

/** A round rod that stands over the spot. */
const rod = (spot: Spot, { bottom, height, thick }: Record<'bottom' | 'height' | 'thick', Metres>, paint: Paint): Solid => ({
  form: 'can', centre: onGondola(spot, [0, 0, bottom + height / 2]), size: [thick, thick, height], yaw: 0, paint,
});

/** Somewhere along one of the four walls, facing the room, and how long that wall is. */
function atWall(random: Random, { width, depth }: Room): Spot & { readonly length: Metres } {
  const along = random.uniform(0.15, 0.85);
  return random.pick([
    { centre: [along * width, 0.01] as FloorPoint, facing: Math.PI / 2, length: width },
    { centre: [along * width, depth - 0.01] as FloorPoint, facing: -Math.PI / 2, length: width },
    { centre: [0.01, along * depth] as FloorPoint, facing: 0, length: depth },
    { centre: [width - 0.01, along * depth] as FloorPoint, facing: Math.PI, length: depth },
  ]);
}

/** Posts at even distances between two rails, from `bottom` to `top`. */
function framework(random: Random, spot: Spot, { length, bottom, top }: { length: Metres; bottom: Metres; top: Metres }): readonly Solid[] {
  const paint = plain(random, FRAMES);
  const thick = random.uniform(0.04, 0.1);
  const bays = Math.max(1, Math.round(length / random.uniform(0.6, 1.4)));
  const rails = [bottom + thick / 2, top - thick / 2, ...(random.chance(0.4) ? [bottom + random.uniform(0.3, 0.7) * (top - bottom)] : [])];
  return [
    ...rails.map((height) => part(spot, [[0, 0.03, height], [length, thick, thick]], paint)),
    ...Array.from({ length: bays + 1 }, (_, index) => part(spot, [[(index / bays - 0.5) * length, 0.03, (bottom + top) / 2], [thick, thick, top - bottom]], paint)),
  ];
}

/** Windows or glass doors in a wall, often brighter than the room: what is behind them, blurred, in bands and blots. */
function glazing(random: Random, room: Room): readonly Solid[] {
  const wall = atWall(random, room);
  const bottom = random.chance(0.6) ? 0 : random.uniform(0.5, 1.1);
  const shape = { length: Math.min(wall.length * 0.9, random.uniform(0.9, 4)), bottom, top: random.uniform(2, 3.4) };
  const daylight = random.uniform(0.4, 2.2);
  const outside: Solid[] = [];
  for (let left = 0; left < shape.length; ) {
    const across = Math.min(shape.length - left, random.uniform(0.15, 1.2));
    let low = bottom;
    while (low < shape.top - 0.02) {
      const high = Math.min(shape.top, low + random.uniform(0.25, 1.3));
      const paint = plain(random, random.chance(0.7) ? [0xf4f6f8, 0xdfe6ea, 0xc9d3d8, 0xe9e4d8] : STUFF, daylight);
      outside.push(part(wall, [[left + across / 2 - shape.length / 2, 0, (low + high) / 2], [across, 0.01, high - low]], paint));
      low = high;
    }
    left += across;
  }
  return [...outside, ...framework(random, wall, shape)];
}

/** A screen on a wall, its picture as bright as it likes. */
function screen(random: Random, room: Room): readonly Solid[] {
  const wall = atWall(random, room);
  const [along, up] = [random.uniform(0.4, 1.3), random.uniform(0.35, 0.8)];
  const height = random.uniform(1.2, 2.8);
  const bright = random.uniform(0.6, 1.8);
  const picture = productPaint(random.integer(0, 1e6));
  const shown = { ...picture, pattern: random.pick(['product', 'poster', 'grid'] as const), colour: scale(picture.colour, bright) };
  return [part(wall, [[0, 0.04, height], [along, 0.08, up]], plain(random, FRAMES)), part(wall, [[0, 0.085, height], [along - 0.06, 0.01, up - 0.06]], shown)];
}

/** A beam, a duct or a row of lamps under the ceiling. */
function beam(random: Random, { width, depth }: Room): readonly Solid[] {
  const spot: Spot = { centre: [random.uniform(0, width), random.uniform(0, depth)], facing: random.pick([0, Math.PI / 2, random.uniform(0, 3)]) };
  const thick = random.uniform(0.05, 0.3);
  return [part(spot, [[0, 0, random.uniform(2.2, 3.9)], [random.uniform(1, 6), thick, thick]], plain(random, FRAMES, random.chance(0.3) ? 2 : 1))];
}

/** A cable or a pipe from the ceiling, or a post of it. */
function hanging(random: Random, { width, depth, height }: Room): readonly Solid[] {
  const spot: Spot = { centre: [random.uniform(0.1, width - 0.1), random.uniform(0.1, depth - 0.1)], facing: 0 };
  const bottom = random.chance(0.5) ? 0 : random.uniform(0.5, 2.5);
  return [rod(spot, { bottom, height: height - bottom, thick: random.uniform(0.015, 0.09) }, plain(random, FRAMES))];
}

/** A glass wall or the leaf of an open door, of which its frame is seen. */
function partition(random: Random, spot: Spot): readonly Solid[] {
  return framework(random, spot, { length: random.chance(0.5) ? random.uniform(0.8, 1.1) : random.uniform(1.2, 3), bottom: 0, top: random.uniform(1.9, 2.6) });
}

function table(random: Random, spot: Spot): readonly Solid[] {
  const [along, into, height] = [random.uniform(0.7, 1.6), random.uniform(0.5, 0.8), random.uniform(0.65, 1.05)];
  const paint = plain(random, [...FRAMES, ...STUFF]);
  const legs = [-1, 1].flatMap((x) => [-1, 1].map((y) => part(spot, [[x * (along / 2 - 0.04), y * (into / 2 - 0.04), height / 2], [0.05, 0.05, height]], paint)));
  const things = Array.from({ length: random.integer(0, 9) }, () => {
    const size: Vector3 = [random.uniform(0.04, 0.4), random.uniform(0.04, 0.3), random.uniform(0.03, 0.4)];
    const place = onGondola(spot, [random.uniform(-0.45, 0.45) * along, random.uniform(-0.4, 0.4) * into, height + 0.02]);
    const look = random.chance(0.4) ? productPaint(random.integer(0, 1e6)) : plain(random, STUFF);
    return packSolid({ place, size, form: random.pick(['box', 'box', 'can', 'bottle'] as const), paint: look, facing: random.uniform(0, 6) });
  });
  return [part(spot, [[0, 0, height], [along, into, 0.04]], paint), ...legs, ...things];
}

function chair(random: Random, spot: Spot): readonly Solid[] {
  const paint = plain(random, STUFF);
  const seat = random.uniform(0.4, 0.6);
  const [along, back] = [random.uniform(0.38, 0.52), random.uniform(0.3, 0.65)];
  return [
    part(spot, [[0, 0, seat], [along, along, random.uniform(0.05, 0.12)]], paint),
    part(spot, [[0, -along / 2, seat + 0.1 + back / 2], [along, 0.06, back]], paint),
    ...[-1, 1].map((side) => part(spot, [[side * along / 2, 0, seat + 0.2], [0.05, along * 0.6, 0.04]], paint)),
    rod(spot, { bottom: 0, height: seat, thick: 0.07 }, plain(random, FRAMES)),
    rod(spot, { bottom: 0.03, height: 0.06, thick: along }, plain(random, FRAMES)),
  ];
}

/** Longer ones are rails, and who stands beside a rail is not in its way. */
const WIDEST_OBSTACLE: Metres = 1.8;
const ON_WALLS = [glazing, glazing, screen, beam, hanging];
const ON_THE_FLOOR = [partition, table, chair, chair];

/** A few of them, wherever there is room. */
export function randomFixtures(random: Random, room: Room): Fixtures {
  const solids: Solid[] = [];
  const obstacles: Solid[] = [];
  for (let count = random.integer(0, 6); count > 0; count--) solids.push(...random.pick(ON_WALLS)(random, room));
  for (let count = random.integer(0, 3); count > 0; count--) {
    const spot: Spot = { centre: [random.uniform(0.3, room.width - 0.3), random.uniform(0.3, room.depth - 0.3)], facing: random.uniform(0, 6.28) };
    if (!room.isFree(spot.centre, 0.4)) continue;
    const parts = random.pick(ON_THE_FLOOR)(random, spot);
    solids.push(...parts);
    obstacles.push(...parts.filter(({ centre, size }) => centre[2] - size[2] / 2 < 1 && Math.hypot(size[0], size[1]) < WIDEST_OBSTACLE));
  }
  return { solids, obstacles };
}
