import type { EpochMs, Grams, Metres, Shelf, StorePoint } from '@walkout/contracts';
import type { PlacedStep } from './join-steps.ts';
import { alongShelf } from './neighbours.ts';
import type { PlateChange, WeightChange } from './weight-change.ts';

/** What a board passes on to plates beside the goods, share of what moved; it may come to rest long after the hand has gone. */
const PASSED_ON = 0.05;

/** When what moved was at rest. */
function restAt(steps: readonly PlacedStep[]): EpochMs {
  const most = Math.max(...steps.map(({ grams }) => Math.abs(grams)));
  return Math.max(...steps.filter(({ grams }) => Math.abs(grams) >= PASSED_ON * most).map(({ settledAt }) => settledAt));
}

/** Error of what successive steps of one cell make together: what one says too much of the level between them, the next says too little. */
function errorOf(steps: readonly PlacedStep[]): Grams {
  const inTime = [...steps].sort((a, b) => a.startedAt - b.startedAt);
  return Math.hypot(inTime[0]!.error, inTime.at(-1)!.error) / Math.SQRT2;
}

function changeOfPlates(shelf: Shelf, steps: readonly PlacedStep[]): PlateChange[] {
  const cells = [...new Set(steps.map((step) => step.cell))];
  const plates = cells.map((cell) => {
    const own = steps.filter((step) => step.cell === cell);
    return {
      plate: shelf.plates[cell]!.id,
      grams: own.reduce((sum, step) => sum + step.grams, 0),
      error: errorOf(own),
    };
  });
  return plates.sort((a, b) => Math.abs(b.grams) - Math.abs(a.grams));
}

/** Centre and spread along the shelf of the plates' changes; those against the sum (a hand shifted goods) have no say. */
function whereabouts(shelf: Shelf, plates: readonly PlateChange[], sign: number): { place: StorePoint; spread: Metres } {
  const shares = plates.map(({ plate, grams }) => ({
    plate: shelf.plates.find(({ id }) => id === plate)!,
    share: Math.max(0, sign * grams),
  }));
  const total = shares.reduce((sum, { share }) => sum + share, 0);
  // What came and went again to the gram is where it was seen.
  if (total === 0) return whereabouts(shelf, plates.map(({ plate, error }) => ({ plate, error, grams: 1 })), 1);
  const mean = (axis: 0 | 1 | 2) => shares.reduce((sum, { plate, share }) => sum + plate.centre[axis] * share, 0) / total;
  const place: StorePoint = [mean(0), mean(1), mean(2)];
  const centre = alongShelf(shelf, place);
  const variance = shares.reduce(
    // Within its plate the load may stand anywhere: the variance of a uniform distribution.
    (sum, { plate, share }) => sum + (share / total) * ((alongShelf(shelf, plate.centre) - centre) ** 2 + plate.width ** 2 / 12),
    0,
  );
  return { place, spread: Math.sqrt(variance) };
}

/** Steps that belong together as one change of weight. */
export function describeChange(shelf: Shelf, id: string, steps: readonly PlacedStep[]): WeightChange {
  const plates = changeOfPlates(shelf, steps);
  const grams = plates.reduce((sum, plate) => sum + plate.grams, 0);
  return {
    id,
    shelf: shelf.id,
    startedAt: Math.min(...steps.map((step) => step.startedAt)),
    restedAt: restAt(steps),
    settledAt: Math.max(...steps.map((step) => step.settledAt)),
    plates,
    grams,
    error: Math.hypot(...plates.map((plate) => plate.error)),
    ...whereabouts(shelf, plates, Math.sign(grams)),
  };
}
