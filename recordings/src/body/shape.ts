import type { Metres } from '@walkout/contracts';
import type { Random } from '../random.ts';

/** Linear light, red green blue, each in [0, 1]. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What a person looks like, standing still: plain data, so that it may be kept in a recording. */
export interface BodyShape {
  readonly heightM: Metres;
  /** Girth against the middle build: 0.85 slight … 1.25 stout. */
  readonly build: number;
  readonly sex: 'female' | 'male';
  /** Part of the arm that is clothed, shoulder to wrist: 0.3 a T-shirt … 1 a pullover. */
  readonly sleeve: number;
  /** Part of the leg that is clothed, hip to ankle: 0.4 shorts … 1 trousers. */
  readonly hem: number;
  /** How far the trousers or the skirt stand off the legs, metres. */
  readonly flare: Metres;
  readonly skirt: boolean;
  /** Thickness of the upper clothes, metres: 0.008 a shirt … 0.03 a winter jacket. */
  readonly jacket: Metres;
  readonly hair: 'bald' | 'short' | 'long' | 'bun' | 'cap' | 'hood';
  readonly bag: 'none' | 'backpack' | 'shoulder';
  readonly topPattern: 'plain' | 'stripes' | 'checks' | 'halves';
  readonly skinColour: Colour;
  readonly hairColour: Colour;
  readonly topColour: Colour;
  /** The second colour of the top's pattern, and of the bag. */
  readonly accentColour: Colour;
  readonly trousersColour: Colour;
  readonly shoesColour: Colour;
}

/** sRGB in bytes, `0xc68e66`, as linear light. */
export const colourOf = (srgb: number): Colour => {
  const linear = (shift: number) => (((srgb >> shift) & 255) / 255) ** 2.2;
  return [linear(16), linear(8), linear(0)];
};

const SKINS = [0xf3d0b4, 0xe8bd98, 0xd9a57c, 0xc68e66, 0xa8714b, 0x8d5a3a, 0x6b4229, 0x4a2d1c];
const HAIRS = [0x14100d, 0x1e1612, 0x3b2417, 0x6b4a26, 0x9a7440, 0xc4a468, 0x8a3f1e, 0x9a9a98, 0xd0cec8];
const CLOTHES = [
  0xa8322d, 0x2d5da8, 0xe8e4da, 0x33691e, 0x24242a, 0xd9a441, 0x8050a0, 0x5a6270, 0xf4f4f4, 0x101014, 0x7a1f3d, 0x3f8f8a, 0xc96f9b,
  0xb9b3a6, 0x6f4f36, 0x1f3a5f, 0xe07a3f, 0x9fb8d0, 0x4d5a3c, 0xc9c27a,
];
const TROUSERS = [0x24304a, 0x3a3a3c, 0x8a7a5c, 0x1c1c20, 0x5a6270, 0x3d5a80, 0x101014, 0xb9b3a6, 0x4a3a30, 0x7d8791, 0xe0ddd4, 0x5b2a2a];
const SHOES = [0x202022, 0xe8e8e8, 0x5a4030, 0x101010, 0x8a2a2a, 0x4a5a6a, 0xb8b0a0];

/** A colour near one of a list: no two people wear quite the same. */
function colourNear(random: Random, list: readonly number[], spread: number): Colour {
  const [red, green, blue] = colourOf(random.pick(list));
  const brightness = Math.exp(random.normal(0, spread));
  const tint = () => Math.min(1, brightness * Math.exp(random.normal(0, spread / 3)));
  return [Math.min(1, red * tint()), Math.min(1, green * tint()), Math.min(1, blue * tint())];
}

/** A person as one may meet in a shop: grown up, any build, any clothes. */
export function randomShape(random: Random): BodyShape {
  const sex = random.chance(0.5) ? 'female' : 'male';
  const skirt = sex === 'female' && random.chance(0.2);
  const winter = random.chance(0.3);
  const mean = sex === 'female' ? 1.65 : 1.77;
  return {
    heightM: Math.min(1.98, Math.max(1.48, random.normal(mean, 0.07))),
    build: Math.min(1.25, Math.max(0.85, random.normal(1.02, 0.1))),
    sex,
    sleeve: winter ? 1 : random.pick([0.3, 0.35, 0.45, 0.7, 1, 1]),
    hem: skirt ? random.uniform(0.3, 0.8) : random.pick([0.4, 0.5, 0.85, 1, 1, 1, 1, 1]),
    flare: skirt ? random.uniform(0.02, 0.07) : random.uniform(0, 0.025),
    skirt,
    jacket: winter ? random.uniform(0.02, 0.035) : random.uniform(0.006, 0.016),
    hair: sex === 'female'
      ? random.pick(['long', 'long', 'long', 'bun', 'short', 'cap', 'hood'] as const)
      : random.pick(['short', 'short', 'short', 'short', 'bald', 'cap', 'hood', 'long'] as const),
    bag: random.pick(['none', 'none', 'none', 'none', 'backpack', 'shoulder'] as const),
    topPattern: random.pick(['plain', 'plain', 'plain', 'plain', 'stripes', 'checks', 'halves'] as const),
    skinColour: colourNear(random, SKINS, 0.1),
    hairColour: colourNear(random, HAIRS, 0.2),
    topColour: colourNear(random, CLOTHES, 0.25),
    accentColour: colourNear(random, CLOTHES, 0.25),
    trousersColour: colourNear(random, TROUSERS, 0.25),
    shoesColour: colourNear(random, SHOES, 0.2),
  };
}
