import type { MinorUnits } from '@walkout/contracts';

const WHOLE_BASIS_POINTS = 10_000n;

/**
 * Tax contained in a gross amount: gross * rate / (1 + rate), rounded half up to whole minor units.
 * Reckoned in whole numbers of any size, so no amount is rounded twice.
 *
 * @param gross       minor units, tax included, zero or more
 * @param basisPoints the rate, hundredths of a percent
 */
export function containedTax(gross: MinorUnits, basisPoints: number): MinorUnits {
  const rate = BigInt(basisPoints);
  const divisor = WHOLE_BASIS_POINTS + rate;
  return Number((2n * BigInt(gross) * rate + divisor) / (2n * divisor));
}
