import type { Probability } from '@walkout/contracts';

/** Something that was said with a probability, and whether it was so. */
export interface Claim {
  readonly probability: Probability;
  readonly right: boolean;
}

/** All claims of about the same probability. */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean of what was claimed, and share of what was right. */
  readonly claimed: Probability;
  readonly right: Probability;
}

export interface Calibration {
  /** Expected calibration error: mean gap between claimed and right, weighed by the bins' counts; 0 of nothing. */
  readonly ece: number;
  /** Those that hold claims, least sure first. */
  readonly bins: readonly ReliabilityBin[];
}

const BINS = 10;

/**
 * How well probabilities hold: in bins of equal width.
 *
 * @source Naeini, Cooper & Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015, section 4
 */
export function scoreCalibration(claims: readonly Claim[]): Calibration {
  const groups = Array.from({ length: BINS }, (): Claim[] => []);
  for (const claim of claims) groups[Math.min(BINS - 1, Math.floor(claim.probability * BINS))]!.push(claim);
  const bins = groups.filter((group) => group.length > 0).map((group): ReliabilityBin => ({
    count: group.length,
    claimed: group.reduce((sum, { probability }) => sum + probability, 0) / group.length,
    right: group.filter(({ right }) => right).length / group.length,
  }));
  const gap = bins.reduce((sum, { count, claimed, right }) => sum + count * Math.abs(claimed - right), 0);
  return { ece: claims.length === 0 ? 0 : gap / claims.length, bins };
}
