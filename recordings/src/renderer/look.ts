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

/** The light of a room full of lamps. */
interface SoftLight {
  /** The share of the lamps' light that a surface takes by being turned up, and how fast that fades as it turns down. */
  readonly sky: number;
  readonly bend: number;
  /** How far direct light comes around a surface's edge, and how fast it fades towards it. */
  readonly wrap: number;
  readonly hardness: number;
  /** Above 1: darker corners. */
  readonly corners: number;
}

const softLight = ({ sky, bend, wrap, hardness, corners }: SoftLight): Pick<Look, 'lamps' | 'direct' | 'enclosed'> => ({
  lamps: (up) => 1 - sky + sky * (0.5 + 0.5 * up) ** bend,
  direct: (cosine) => Math.max(0, (cosine + wrap) / (1 + wrap)) ** hardness,
  enclosed: (share) => share ** corners,
});

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
    ...softLight({ sky: 0.65, bend: 1.5, wrap: 0.3, hardness: 1.3, corners: 1.7 }),
    grainInto: roughenWith({ folds: 14, foldDepth: 0.5, blotches: 5, blotchDepth: 0.2, grain: 160, grainDepth: 0.1 }),
  },
} as const satisfies Record<string, Look>;

/** `any`: one drawn for each store, so that a network learns people and not a renderer (Tobin et al., "Domain Randomization", IROS 2017). */
export type LookName = keyof typeof LOOKS | 'any';
export const isLookName = (name: string): name is LookName => name === 'any' || Object.hasOwn(LOOKS, name);

function anyLook(random: Random): Look {
  const [sky, bend, wrap, hardness, corners] = [random.uniform(0.2, 0.8), random.uniform(0.8, 1.8), random.uniform(0, 0.5), random.uniform(0.8, 1.6), random.uniform(0.7, 2.2)];
  const tone = toneWith({ exposure: random.uniform(0.8, 1.3), knee: random.uniform(0.4, 0.9), gamma: random.uniform(1.8, 2.6), contrast: random.uniform(-0.3, 0.9) });
  const roughness = {
    folds: random.uniform(6, 30), foldDepth: random.uniform(0, 0.8), blotches: random.uniform(2, 12), blotchDepth: random.uniform(0, 0.3),
    grain: random.uniform(40, 300), grainDepth: random.uniform(0, 0.2),
  };
  return { tone, ...softLight({ sky, bend, wrap, hardness, corners }), ...(random.chance(0.75) ? { grainInto: roughenWith(roughness) } : {}) };
}

/** The look of that name. */
export const lookNamed = (name: LookName, random: Random): Look => (name === 'any' ? anyLook(random) : LOOKS[name]);
