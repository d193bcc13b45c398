import type { Picture as ColourPicture } from '@walkout/edge-node';
import { IMAGE_SIZE, pictures, shoppingPictures } from '@walkout/recordings/dataset';
import type { PersonLabel } from '@walkout/recordings/dataset';

/** A rendered frame that no network has learned from, with its truth. */
export interface HeldOutFrame {
  readonly picture: ColourPicture;
  readonly people: readonly PersonLabel[];
  readonly look: 'a' | 'b';
  /** How to render it again. */
  readonly source: string;
}

/** Training uses lower seeds (models/train/README.md). */
export const FIRST_HELD_OUT_SEED = 900_000;
export const TESTED_LOOKS = ['a', 'b'] as const;
const SCENES = { random: pictures, shopping: shoppingPictures } as const;

/** Networks read blue, green, red; the renderer writes red, green, blue. */
function bgrOf(rgb: Uint8Array): Uint8Array {
  const bgr = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    bgr[at] = rgb[at + 2]!;
    bgr[at + 1] = rgb[at + 1]!;
    bgr[at + 2] = rgb[at]!;
  }
  return bgr;
}

/** Frames of stores never trained on: `images` in each look, half of them of people anywhere and half of shoppers at work. */
export function* heldOutFrames(images: number, seed: number): Generator<HeldOutFrame> {
  for (const look of TESTED_LOOKS) {
    for (const [scenes, make] of Object.entries(SCENES)) {
      const count = scenes === 'random' ? Math.ceil(images / 2) : Math.floor(images / 2);
      const own = FIRST_HELD_OUT_SEED + seed;
      for (const { rgb, people } of make({ seed: own, shard: 0, count, look })) {
        const source = `npm run dataset -- --scenes ${scenes} --look ${look} --seed ${own} --images ${count} --preview ${count} --out DIR`;
        yield { picture: { ...IMAGE_SIZE, pixels: bgrOf(rgb) }, people, look, source };
      }
    }
  }
}
