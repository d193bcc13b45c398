const STEPS = 4096;
const TABLE = Uint8Array.from({ length: STEPS + 1 }, (_, index) => {
  const linear = index / STEPS;
  // A soft shoulder, as cameras have: bright places keep some drawing instead of burning out.
  const exposed = linear < 0.7 ? linear : 0.7 + 0.3 * (1 - Math.exp(-(linear - 0.7) / 0.3));
  return Math.round(255 * exposed ** (1 / 2.2));
});

/** Linear light (1 is white, 2 the most told apart) as a byte of a picture. */
export const toneOf = (linear: number): number => TABLE[Math.min(STEPS, Math.max(0, Math.trunc(linear * STEPS)))]!;
