import type { Grams } from '@walkout/contracts';
import type { PlacedStep } from './join-steps.ts';

/** A board bends: what is lifted in one place lightens cells half a metre away by up to a fiftieth. Less than this share is no second load. */
const BENDING = 0.04;
/** One pack loads the plates under its middle most; where a plate between two others changed by less than this share of them, two loads moved. */
const VALLEY = 0.25;

/** Changes of the cells of a group, summed, in their order along the shelf. */
function profileOf(steps: readonly PlacedStep[]): { cell: number; size: Grams }[] {
  const grams = new Map<number, Grams>();
  for (const step of steps) grams.set(step.cell, (grams.get(step.cell) ?? 0) + step.grams);
  return [...grams].map(([cell, sum]) => ({ cell, size: Math.abs(sum) })).sort((a, b) => a.cell - b.cell);
}

/** The cell to cut at, and whether it stays with the cells before it; `undefined` for one load. */
function deepestValley(steps: readonly PlacedStep[], leastGrams: Grams): { cell: number; goesLeft: boolean } | undefined {
  const profile = profileOf(steps);
  const peak = (cells: typeof profile) => Math.max(...cells.map(({ size }) => size));
  let deepest: { cell: number; goesLeft: boolean; size: Grams } | undefined;
  for (let i = 1; i < profile.length - 1; i++) {
    const { cell, size } = profile[i]!;
    const [left, right] = [peak(profile.slice(0, i)), peak(profile.slice(i + 1))];
    const minor = Math.min(left, right);
    const isValley = size < VALLEY * minor && minor >= leastGrams && minor >= BENDING * Math.max(left, right);
    if (isValley && size < (deepest?.size ?? Infinity)) deepest = { cell, goesLeft: left >= right, size };
  }
  return deepest;
}

/**
 * Parts a group of steps where it has two peaks along the shelf with hardly any change between them: two hands that worked at the same
 * time, joined only by the bending of the board.
 *
 * @param leastGrams a peak lower than this is none
 */
export function splitAtValleys(steps: readonly PlacedStep[], leastGrams: Grams): (readonly PlacedStep[])[] {
  const valley = deepestValley(steps, leastGrams);
  if (valley === undefined) return [steps];
  const isLeft = ({ cell }: PlacedStep) => cell < valley.cell || (cell === valley.cell && valley.goesLeft);
  const parts = [steps.filter(isLeft), steps.filter((step) => !isLeft(step))];
  return parts.flatMap((part) => splitAtValleys(part, leastGrams));
}
