import type { Lanes, Writer } from './assembler.ts';

/**
 * e to the power of each lane, to about 1e-7 of itself, for powers in [-80, 80].
 *
 * @source Moshier, Cephes, expf: 2 to a whole number of times, and a polynomial for the rest
 */
export function exp(w: Writer, power: Lanes): Lanes {
  const n = w.floor(w.add(w.mul(power, w.number(Math.LOG2E)), w.number(0.5)));
  const rest = w.sub(w.sub(power, w.mul(n, w.number(0.693359375))), w.mul(n, w.number(-2.12194440e-4)));
  const polynomial = [1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1]
    .reduce<Lanes>((sum, coefficient) => w.add(w.mul(sum, rest), w.number(coefficient)), w.number(1.9875691500e-4));
  const fraction = w.add(w.mul(polynomial, rest, rest), rest, w.number(1));
  return w.mul(fraction, w.shiftLeft(w.addWhole(w.toWhole(n), w.bits(127)), 23));
}

/**
 * Natural logarithm of each lane, to about 1e-7, for normal numbers above zero.
 *
 * @source Moshier, Cephes, logf: the exponent, and a polynomial for the rest
 */
export function log(w: Writer, value: Lanes): Lanes {
  // In [0.5, 1): the bits of the fraction with the exponent of 0.5.
  const half = w.addWhole(w.and(value, w.bits(0x007fffff)), w.bits(0x3f000000));
  const isSmall = w.less(half, w.number(Math.SQRT1_2));
  const exponent = w.fromWhole(w.addWhole(w.shiftRight(value, 23), w.bits(-126)));
  const e = w.sub(exponent, w.and(isSmall, w.number(1)));
  const x = w.sub(w.add(half, w.and(isSmall, half)), w.number(1));
  const polynomial = [-1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1]
    .reduce<Lanes>((sum, coefficient) => w.add(w.mul(sum, x), w.number(coefficient)), w.number(7.0376836292e-2));
  const square = w.mul(x, x);
  return w.add(w.mul(polynomial, x, square), w.mul(e, w.number(-2.12194440e-4)), w.mul(square, w.number(-0.5)), x, w.mul(e, w.number(0.693359375)));
}
