import type { Shelf } from '@walkout/contracts';
import { describeChange } from './describe-change.ts';
import type { PlacedStep } from './join-steps.ts';
import type { WeightChange } from './weight-change.ts';

/** Successive changes of one shelf as if they had been one; it has the id of the first. */
export function mergeChanges(shelf: Shelf, changes: readonly WeightChange[]): WeightChange {
  const [first] = changes;
  if (changes.length === 1) return first!;
  const steps = changes.flatMap(({ startedAt, settledAt, plates }) =>
    plates.map(({ plate, grams, error }): PlacedStep => ({ cell: shelf.plates.findIndex(({ id }) => id === plate), startedAt, settledAt, grams, error, isFaint: false })));
  return describeChange(shelf, first!.id, steps);
}
