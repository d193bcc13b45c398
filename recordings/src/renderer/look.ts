import type { Random } from '../random.ts';
import { roughenWith } from './roughen.ts';
import type { Surface } from './roughen.ts';
import { filmicToneOf, toneOf, toneWith } from './tone.ts';

/** How light and surfaces come out in a picture. */
export interface Look {
  /** Linear light as a byte of the picture. */
  readonly tone: (linear: number) => number;
  /** Of the lamps' light, the share that a surface takes by how far it is turned up, -1 to 1. */
  readonly lamps: (up: number) => number;
  /** Of the direct light, the share that a surface takes by the cosine of the angle between both. */
  readonly direct: (cosine: number) => number;
  /** Brightness of a place to which only this share of the lamps' light can come. */
  readonly enclosed: (share: number) => number;
  /** Gives a surface a grain of its own, in place; `at`: three numbers that stay with the surface, metres. */
  readonly grainInto?: (surface: Surface, at: Float64Array) => void;
}

/** Surfaces turned up take this much more of the lamps' light than those turned down. */
const SKY_SHARE = 0.42;
/** In look b light also comes a little around a surface's edge, as it does in a room full of lamps. */
const WRAP = 0.3;

/**
 * Look a is that of all recordings. Look b has other tones, softer light, darker corners and grain on every surface: a
 * network that learned from one is tested on the other as well, so that a figure is not one of the renderer alone.
 */
export const LOOKS = {
  a: {
    tone: toneOf,
    lamps: (up) => 1 - SKY_SHARE + SKY_SHARE * up,
    direct: (cosine) => Math.max(0, cosine),
    enclosed: (share) => share,
  },
  b: {
    tone: filmicToneOf,
    lamps: (up) => 0.35 + 0.65 * (0.5 + 0.5 * up) ** 1.5,
    direct: (cosine) => Math.max(0, (cosine + WRAP) / (1 + WRAP)) ** 1.3,
    enclosed: (share) => share ** 1.7,
    grainInto: roughenWith({ folds: 14, foldDepth: 0.5, blotches: 5, blotchDepth: 0.2, grain: 160, grainDepth: 0.1 }),
  },
} as const satisfies Record<string, Look>;

/** `any`: one drawn for each store, so that a network learns people and not a renderer (Tobin et al., "Domain Randomization", IROS 2017). */
export const LOOK_NAMES = ['a', 'b', 'any'] as const;
export type LookName = (typeof LOOK_NAMES)[number];

function anyLook(random: Random): Look {
  const [sky, bend, wrap, hardness, corners] = [random.uniform(0.2, 0.8), random.uniform(0.8, 1.8), random.uniform(0, 0.5), random.uniform(0.8, 1.6), random.uniform(0.7, 2.2)];
  const tone = toneWith({ exposure: random.uniform(0.8, 1.3), knee: random.uniform(0.4, 0.9), gamma: random.uniform(1.8, 2.6), contrast: random.uniform(-0.3, 0.9) });
  const roughness = {
    folds: random.uniform(6, 30), foldDepth: random.uniform(0, 0.8), blotches: random.uniform(2, 12), blotchDepth: random.uniform(0, 0.3),
    grain: random.uniform(40, 300), grainDepth: random.uniform(0, 0.2),
  };
  return {
    tone,
    lamps: (up) => 1 - sky + sky * (0.5 + 0.5 * up) ** bend,
    direct: (cosine) => Math.max(0, (cosine + wrap) / (1 + wrap)) ** hardness,
    enclosed: (share) => share ** corners,
    ...(random.chance(0.75) ? { grainInto: roughenWith(roughness) } : {}),
  };
}

/** The look of that name. */
export const lookNamed = (name: LookName, random: Random): Look => (name === 'any' ? anyLook(random) : LOOKS[name]);
