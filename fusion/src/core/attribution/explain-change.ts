import type { ShelfEvent } from '@walkout/contracts';
import type { Explanation } from '../carts/hypotheses.ts';
import type { ItemReading } from '../items/item-reading.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Suspect } from './who-reached.ts';

/** Explanations less likely than this are left out: they change no receipt and cost time. */
const NEGLIGIBLE = 1e-4;

/**
 * Every way to explain a change: each suspect with each reading; what is missing to 1 is nobody's doing.
 *
 * @param suspects probabilities adding up to at most 1
 * @param readings probabilities adding up to 1
 */
export function explanationsOf(suspects: readonly Suspect[], readings: readonly ItemReading[]): Explanation[] {
  const explanations: Explanation[] = [];
  let nobody = 1;
  for (const { visit, probability } of suspects) {
    if (visit === undefined) continue;
    nobody -= probability;
    for (const reading of readings) {
      const joint = probability * reading.probability;
      if (joint >= NEGLIGIBLE) explanations.push({ visit, items: reading.items, probability: joint });
    }
  }
  if (nobody >= NEGLIGIBLE) explanations.push({ visit: undefined, items: [], probability: nobody });
  return explanations;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** What fusion says of a change on its topic: the measurement, the best reading, and who may have done it. */
export function shelfEventOf(change: WeightChange, readings: readonly ItemReading[], suspects: readonly Suspect[]): ShelfEvent {
  const [x, y, z] = change.place;
  return {
    event: change.id,
    shelf: change.shelf,
    startedAt: change.startedAt,
    settledAt: change.settledAt,
    plates: change.plates.map(({ plate }) => plate),
    grams: round(change.grams, 1),
    gramsError: round(change.error, 1),
    place: [round(x, 3), round(y, 3), round(z, 3)],
    items: [...(readings[0]?.items ?? [])],
    probability: round(readings[0]?.probability ?? 0, 3),
    people: suspects
      .filter((suspect) => suspect.probability >= 0.01)
      .map(({ person, visit, probability }) => ({
        person: person ?? 'unseen',
        ...(visit === undefined ? {} : { visit }),
        probability: round(probability, 3),
      })),
  };
}
