const STEPS = 4096;
const tableOf = (byteOf: (linear: number) => number): Uint8Array => Uint8Array.from({ length: STEPS + 1 }, (_, index) => Math.round(byteOf(index / STEPS)));
const inTable = (table: Uint8Array, linear: number): number => table[Math.min(STEPS, Math.max(0, Math.trunc(linear * STEPS)))]!;

const SOFT = tableOf((linear) => {
  // A soft shoulder, as cameras have: bright places keep some drawing instead of burning out.
  const exposed = linear < 0.7 ? linear : 0.7 + 0.3 * (1 - Math.exp(-(linear - 0.7) / 0.3));
  return 255 * exposed ** (1 / 2.2);
});

/** Brightness that the film curve's own darkening is made up for by. */
const FILM_EXPOSURE = 1.15;
/** @source Narkowicz, "ACES Filmic Tone Mapping Curve", 2016 */
const FILM = tableOf((linear) => {
  const x = linear * FILM_EXPOSURE;
  return 255 * Math.min(1, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)) ** (1 / 2.2);
});

/** Linear light (1 is white, 2 the most told apart) as a byte of a picture. */
export const toneOf = (linear: number): number => inTable(SOFT, linear);

/** The same with deeper shadows, more contrast and brighter lights, as a sensor with a film curve has. */
export const filmicToneOf = (linear: number): number => inTable(FILM, linear);
