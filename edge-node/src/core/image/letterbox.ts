import { areaTaps } from './area-taps.ts';
import type { AreaTaps } from './area-taps.ts';
import type { ImageMap } from './image-map.ts';
import { meanOfBlocksInto } from './mean-of-blocks.ts';
import type { Picture } from '../frame.ts';

export interface LetterboxShape {
  readonly width: number;
  readonly height: number;
  /** Where the picture lies when its shape differs from the input's. */
  readonly anchor: 'top-left' | 'centre';
  /** Grey of the rest, 0 to 255. */
  readonly padding: number;
}

/** A picture brought to a network's size, and the way back. `pixels` is reused by the next picture. */
export interface Letterboxed {
  readonly pixels: Uint8Array;
  readonly map: ImageMap;
}

interface Plan {
  readonly source: string;
  readonly left: number;
  readonly top: number;
  readonly columns: AreaTaps;
  readonly rows: AreaTaps;
  readonly map: ImageMap;
}

function planFor(picture: Picture, shape: LetterboxShape): Plan {
  const scale = Math.min(shape.width / picture.width, shape.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const centred = shape.anchor === 'centre' ? 1 : 0;
  const left = centred * Math.floor((shape.width - width) / 2);
  const top = centred * Math.floor((shape.height - height) / 2);
  const back = [picture.width / width, picture.height / height] as const;
  return {
    source: `${picture.width}x${picture.height}`,
    left,
    top,
    columns: areaTaps(picture.width, width),
    rows: areaTaps(picture.height, height),
    map: { scale: back, offset: [-left * back[0], -top * back[1]] },
  };
}

/** Weighted sum of the source rows under one target row, into `sum` (one float a source byte). */
function sumRowsInto(sum: Float32Array, { pixels }: Picture, taps: { readonly rows: AreaTaps; readonly row: number }): void {
  const { first, count, weights } = taps.rows;
  sum.fill(0);
  for (let tap = 0; tap < count; tap++) {
    const weight = weights[taps.row * count + tap]!;
    if (weight === 0) continue;
    const start = (first[taps.row]! + tap) * sum.length;
    for (let i = 0; i < sum.length; i++) sum[i]! += weight * pixels[start + i]!;
  }
}

/** Weighted sum of the columns of one summed row, as bytes into `pixels` from `at` on. */
function sumColumnsInto(pixels: Uint8Array, at: number, source: { readonly sum: Float32Array; readonly columns: AreaTaps }): void {
  const { first, count, weights } = source.columns;
  const { sum } = source;
  for (let column = 0; column < first.length; column++) {
    let blue = 0.5;
    let green = 0.5;
    let red = 0.5;
    for (let tap = 0; tap < count; tap++) {
      const weight = weights[column * count + tap]!;
      const from = 3 * (first[column]! + tap);
      blue += weight * sum[from]!;
      green += weight * sum[from + 1]!;
      red += weight * sum[from + 2]!;
    }
    pixels[at + 3 * column] = blue;
    pixels[at + 3 * column + 1] = green;
    pixels[at + 3 * column + 2] = red;
  }
}

/**
 * Shrinks pictures to a network's input by area mean, keeping their shape; the rest is padded. Returns a function that
 * reuses its buffers, since it runs for every frame.
 */
export function createLetterbox(shape: LetterboxShape): (picture: Picture) => Letterboxed {
  const pixels = new Uint8Array(shape.width * shape.height * 3);
  let plan: Plan | undefined;
  let sum = new Float32Array(0);
  return (picture) => {
    if (plan?.source !== `${picture.width}x${picture.height}`) {
      plan = planFor(picture, shape);
      sum = new Float32Array(picture.width * 3);
      pixels.fill(shape.padding);
    }
    const [factor] = plan.map.scale;
    if (Number.isInteger(factor) && factor === plan.map.scale[1]) {
      meanOfBlocksInto({ pixels, start: 3 * (plan.top * shape.width + plan.left), stride: 3 * shape.width }, picture, factor);
      return { pixels, map: plan.map };
    }
    for (let row = 0; row < plan.rows.first.length; row++) {
      sumRowsInto(sum, picture, { rows: plan.rows, row });
      sumColumnsInto(pixels, 3 * ((plan.top + row) * shape.width + plan.left), { sum, columns: plan.columns });
    }
    return { pixels, map: plan.map };
  };
}
