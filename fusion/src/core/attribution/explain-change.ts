import { add, scale } from '@walkout/contracts';
import type { ItemChange, Metres, Shelf, ShelfEvent, StorePoint } from '@walkout/contracts';
import type { Explanation } from '../carts/hypotheses.ts';
import type { ItemReading } from '../items/item-reading.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Suspect } from './who-reached.ts';

/** How likely a return is by somebody who is in no visit, and so took nothing, beside one by a shopper: staff restock at times. */
const RETURN_BY_STRANGER = 0.02;
/** Explanations less likely than this are left out: they change no receipt and cost time. */
const NEGLIGIBLE = 1e-4;

/** Palms hold goods by their middle, above the plate, and take those that stand in front. */
const PALM_ABOVE_PLATE: Metres = 0.1;
const PALM_BEFORE_MIDDLE: Metres = 0.08;

/** Where a hand is that takes something from a place on a shelf's plates. */
export function handPlace([x, y, z]: StorePoint, { facing }: Shelf): StorePoint {
  return [x + PALM_BEFORE_MIDDLE * Math.cos(facing), y + PALM_BEFORE_MIDDLE * Math.sin(facing), z + PALM_ABOVE_PLATE];
}

/**
 * Where on the shelf a product's part of a change happened: the changed plates that it stands on, each weighted by its
 * change. Two people who reach into one board at once are told apart by it.
 *
 * @param plates the plates the product stands on
 * @returns      on the plates; the change's own place when none of them changed
 */
export function placeOfItem(change: WeightChange, shelf: Shelf, plates: readonly string[]): StorePoint {
  const own = change.plates.filter(({ plate }) => plates.includes(plate));
  const total = own.reduce((sum, { grams }) => sum + Math.abs(grams), 0);
  if (total === 0) return change.place;
  return own.reduce<StorePoint>((sum, { plate, grams }) => {
    const { centre } = shelf.plates.find(({ id }) => id === plate)!;
    return add(sum, scale(centre, Math.abs(grams) / total));
  }, [0, 0, 0]);
}

/**
 * Every way to explain a change: each reading, with each of its items by each suspect, or by nobody who is known.
 *
 * @param readings   probabilities adding up to 1
 * @param suspectsOf who may have moved an item of a reading; probabilities adding up to at most 1
 */
export function explanationsOf(
  readings: readonly ItemReading[],
  suspectsOf: (item: ItemChange, reading: ItemReading) => readonly Suspect[],
): Explanation[] {
  return readings.flatMap((reading) => {
    let ways: Explanation[] = [{ changes: [], probability: reading.probability }];
    for (const item of reading.items) {
      const suspects = suspectsOf(item, reading).filter(({ visit }) => visit !== undefined);
      const nobody = 1 - suspects.reduce((sum, { probability }) => sum + probability, 0);
      ways = ways.flatMap(({ changes, probability }) => [
        ...suspects.map((suspect) => ({ changes: [...changes, { ...item, visit: suspect.visit! }], probability: probability * suspect.probability })),
        { changes, probability: probability * nobody * (item.quantity < 0 ? RETURN_BY_STRANGER : 1) },
      ]);
      ways = ways.filter(({ probability }) => probability >= NEGLIGIBLE);
    }
    return ways.filter(({ probability }) => probability >= NEGLIGIBLE);
  });
}

/** A plate that bore less of a change only felt its neighbour's load through the board. */
const BORNE_SHARE = 0.2;

/** The plates that bore a change, most first; at least one. */
function platesOf({ plates, grams }: WeightChange): string[] {
  const borne = plates.filter((plate, index) => index === 0 || plate.grams / grams >= BORNE_SHARE);
  return borne.map(({ plate }) => plate);
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
    plates: platesOf(change),
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
