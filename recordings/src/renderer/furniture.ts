import { add } from '@walkout/contracts';
import type { FloorPoint, Metres, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import { colourOf } from '../body/shape.ts';
import type { Paint, Solid } from './scene-description.ts';

const plain = (srgb: number, seed = 0): Paint => ({ pattern: 'plain', colour: colourOf(srgb), accent: colourOf(srgb), seed });

/** The floor and four walls of a room from the store's origin to (width, depth). */
export function roomSolids({ width, depth, height }: { width: Metres; depth: Metres; height: Metres }, { floor, walls }: { floor: Paint; walls: Paint }): readonly Solid[] {
  const thick = 0.1;
  const solid = (centre: StorePoint, size: Vector3, paint: Paint): Solid => ({ form: 'box', centre, size, yaw: 0, paint });
  return [
    solid([width / 2, depth / 2, -thick / 2], [width + 2 * thick, depth + 2 * thick, thick], floor),
    solid([width / 2, -thick / 2, height / 2], [width, thick, height], walls),
    solid([width / 2, depth + thick / 2, height / 2], [width, thick, height], walls),
    solid([-thick / 2, depth / 2, height / 2], [thick, depth + 2 * thick, height], walls),
    solid([width + thick / 2, depth / 2, height / 2], [thick, depth + 2 * thick, height], walls),
  ];
}

export interface Gondola {
  /** Middle of the footprint. */
  readonly centre: FloorPoint;
  /** From the goods to the shopper, counter-clockwise from east. */
  readonly facing: Radians;
  /** Along the shelf, into it, and up. */
  readonly width: Metres;
  readonly depth: Metres;
  readonly height: Metres;
  /** Upper sides of the boards, metres above the floor. */
  readonly boards: readonly Metres[];
  readonly paint?: Paint;
  readonly boardPaint?: Paint;
}

/** A place relative to a gondola (along it to the shopper's right, towards the shopper, up) in the store frame. */
export function onGondola({ centre, facing }: Pick<Gondola, 'centre' | 'facing'>, [right, front, up]: Vector3): StorePoint {
  const [cos, sin] = [Math.cos(facing), Math.sin(facing)];
  return [centre[0] - right * sin + front * cos, centre[1] + right * cos + front * sin, up];
}

/** Shelves with a back, two ends, a plinth and price rails; nothing on them. */
export function gondolaSolids(gondola: Gondola): readonly Solid[] {
  const { facing, width, depth, height, boards } = gondola;
  const paint = gondola.paint ?? plain(0x565b62);
  const boardPaint = gondola.boardPaint ?? plain(0xb4b8bc);
  const part = (place: Vector3, [along, into, up]: Vector3, colour: Paint): Solid => ({
    form: 'box', centre: onGondola(gondola, place), size: [into, along, up], yaw: facing, paint: colour,
  });
  const thick = 0.03;
  const rail = plain(0xe6e2d4);
  return [
    part([0, -depth / 2 + thick / 2, height / 2], [width, thick, height], paint),
    ...[-1, 1].map((side) => part([side * (width / 2 - 0.01), 0, height / 2], [0.02, depth, height], paint)),
    part([0, 0, 0.05], [width, depth - 0.06, 0.1], paint),
    ...boards.flatMap((board) => [
      part([0, 0, board - thick / 2], [width - 0.04, depth, thick], boardPaint),
      part([0, depth / 2, board - 0.015], [width - 0.04, 0.012, 0.04], rail),
    ]),
  ];
}

export interface Pack {
  /** Middle of its underside. */
  readonly place: StorePoint;
  /** Width, depth, height as in the catalogue. */
  readonly size: Vector3;
  /** The way its label faces, counter-clockwise from east. */
  readonly facing: Radians;
  readonly form: Solid['form'];
  readonly paint: Paint;
}

/** A pack as a solid. */
export const packSolid = ({ place, size: [width, depth, height], facing, form, paint }: Pack): Solid => ({
  form, paint, yaw: facing, centre: add(place, [0, 0, height / 2]), size: form === 'box' ? [depth, width, height] : [width, width, height],
});

const PACK_COLOURS = [
  0xc8322b, 0x1f5fb0, 0xf0ece0, 0x2f7d3a, 0xe8b21e, 0x6d3b8f, 0xe2711d, 0x22262c, 0x7cc3d8, 0xd8578f, 0x8a5a32, 0xb9d04a, 0xf7f7f7, 0x12355b,
];

/** The look of a product, by its number: the same number always looks the same. */
export function productPaint(seed: number): Paint {
  const at = (salt: number) => PACK_COLOURS[(Math.imul(seed + 1, 2654435761) >>> (salt * 7 + 3)) % PACK_COLOURS.length]!;
  const [first, second] = [at(0), at(1)];
  return { pattern: 'product', colour: colourOf(first), accent: colourOf(second === first ? at(2) : second), seed };
}
