const STEPS = 4096;
const tableOf = (byteOf: (linear: number) => number): Uint8Array => Uint8Array.from({ length: STEPS + 1 }, (_, index) => Math.round(byteOf(index / STEPS)));
const inTable = (table: Uint8Array, linear: number): number => table[Math.min(STEPS, Math.max(0, Math.trunc(linear * STEPS)))]!;

/** A soft shoulder from `knee` on, as cameras have: bright places keep some drawing instead of burning out. */
const shouldered = (linear: number, knee: number): number => (linear < knee ? linear : knee + (1 - knee) * (1 - Math.exp(-(linear - knee) / (1 - knee))));

/** How a camera turns light into numbers. */
export interface ToneCurve {
  readonly exposure: number;
  /** Of white; from there on lights are pressed together. */
  readonly knee: number;
  readonly gamma: number;
  /** Of an S through the middle; below 0 it is mirrored. */
  readonly contrast: number;
}

/** The tone of such a camera. */
export function toneWith({ exposure, knee, gamma, contrast }: ToneCurve): (linear: number) => number {
  const table = tableOf((linear) => {
    const grey = shouldered(exposure * linear, knee) ** (1 / gamma);
    return 255 * Math.min(1, Math.max(0, grey + contrast * grey * (1 - grey) * (2 * grey - 1)));
  });
  return (linear) => inTable(table, linear);
}

/** Linear light (1 is white, 2 the most told apart) as a byte of a picture. */
export const toneOf = toneWith({ exposure: 1, knee: 0.7, gamma: 2.2, contrast: 0 });

/** Brightness that the film curve's own darkening is made up for by. */
const FILM_EXPOSURE = 1.15;
/** @source Narkowicz, "ACES Filmic Tone Mapping Curve", 2016 */
const FILM = tableOf((linear) => {
  const x = linear * FILM_EXPOSURE;
  return 255 * Math.min(1, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)) ** (1 / 2.2);
});

/** As `toneOf`, with deeper shadows, more contrast and brighter lights, as a sensor with a film curve has. */
export const filmicToneOf = (linear: number): number => inTable(FILM, linear);
