import { roughen } from './roughen.ts';
import type { Surface } from './roughen.ts';
import { filmicToneOf, toneOf } from './tone.ts';

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
    grainInto: roughen,
  },
} as const satisfies Record<string, Look>;
export type LookName = keyof typeof LOOKS;
