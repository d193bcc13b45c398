import { add, scale } from '@walkout/contracts';
import type { Metres, Probability, Shelf, ShelfEvent, StorePoint, WeightTrace } from '@walkout/contracts';
import { createTogether } from './at-once.ts';
import type { CartChange, Explanation } from '../carts/hypothesis.ts';
import { isUnknownObject } from '../carts/unknown-object.ts';
import type { MovedItem } from '../items/item-reading.ts';
import type { ChainReading, Handling } from '../items/read-chain.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Suspect } from './who-reached.ts';

/** How likely something is put down by somebody who is in no visit beside one by a shopper: whoever came in by the gate has one. */
const PUT_BY_STRANGER = 0.02;
/** Two who both have a hand there take goods of one kind at once this often beside one of them who takes several. */
const TWO_AT_ONCE = 30;
/** Explanations less likely than this are left out: they change no receipt and cost time. */
const NEGLIGIBLE = 5e-4;

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

/** What is known of the shoppers when a change is explained. */
export interface Shoppers {
  /** Who may have moved an item; probabilities adding up to at most 1. */
  readonly suspectsOf: (item: MovedItem, handling: Handling) => readonly Suspect[];
  readonly isStaff: (visit: string) => boolean;
  /** Whether a visit holds a product in any story. */
  readonly mayHold: (visit: string, product: string) => boolean;
  /** The stray that something put down astray becomes. */
  readonly strayOf: (item: MovedItem, handling: Handling) => string;
}

/** One way to share out what moved: whose visits had a part in each of the things. */
interface Shared extends Explanation {
  readonly movers: readonly (readonly string[])[];
}

interface Mover {
  /** Left out: nobody who has a cart. */
  readonly visit?: string;
  readonly probability: Probability;
  readonly likelihood: number;
}

/** Suspects by visit, staff and strangers as nobody who has a cart. */
function moversOf(item: MovedItem, handling: Handling, { suspectsOf, isStaff, mayHold }: Shoppers): Mover[] {
  const isPut = item.quantity < 0;
  const byVisit = new Map<string | undefined, { readonly probability: number; readonly likelihood: number }>();
  const add = (visit: string | undefined, probability: number, likelihood: number) => {
    const sum = byVisit.get(visit);
    byVisit.set(visit, { probability: (sum?.probability ?? 0) + probability, likelihood: Math.max(sum?.likelihood ?? 0, likelihood) });
  };
  let known = 0;
  for (const { visit, probability, likelihood } of suspectsOf(item, handling)) {
    known += probability;
    const owner = visit === undefined || isStaff(visit) ? undefined : visit;
    const weight = owner === undefined && isPut && (visit === undefined || !isStaff(visit)) ? PUT_BY_STRANGER : 1;
    add(owner, weight * probability, likelihood);
  }
  add(undefined, Math.max(0, 1 - known) * (isPut ? PUT_BY_STRANGER : 1), 0);
  return [...byVisit]
    .filter(([visit]) => !isPut || visit === undefined || isUnknownObject(item.product) || mayHold(visit, item.product))
    .map(([visit, sum]) => ({ ...(visit === undefined ? {} : { visit }), ...sum }));
}

/** An item as one mover's change of a cart; an unknown object that is put down was brought along, unless it was taken before. */
function changeOf({ product, quantity }: MovedItem, { visit }: Mover, { stray, held }: { stray: string | undefined; held: boolean }): CartChange {
  const brought = quantity < 0 && isUnknownObject(product) && !held;
  // What is lifted again of one's own or another's belongings is nobody's purchase.
  const own = quantity > 0 && stray !== undefined && isUnknownObject(product);
  return { ...(visit === undefined || own ? {} : { visit }), product, quantity, ...(stray === undefined ? {} : { stray }), ...(brought ? { brought } : {}) };
}

/** The ways to share an item's units out among those who may have moved it. */
function waysOf(item: MovedItem, handling: Handling, shoppers: Shoppers): Explanation[] {
  const movers = moversOf(item, handling, shoppers);
  const stray = item.stray === true ? shoppers.strayOf(item, handling) : item.stray;
  const change = (mover: Mover, quantity = item.quantity) =>
    changeOf({ ...item, quantity }, mover, { stray, held: mover.visit !== undefined && shoppers.mayHold(mover.visit, item.product) });
  const alone = movers.map((mover): Explanation => ({ changes: [change(mover)], probability: mover.probability }));
  const size = Math.abs(item.quantity);
  if (size < 2) return alone;
  const shared = movers.flatMap((one, i) => movers.slice(i + 1).flatMap((other) =>
    Array.from({ length: size - 1 }, (_, k): Explanation => {
      const part = Math.sign(item.quantity) * (k + 1);
      return { changes: [change(one, part), change(other, item.quantity - part)], probability: (TWO_AT_ONCE * (one.probability * other.likelihood + other.probability * one.likelihood)) / 2 / (size - 1) };
    })));
  const total = 1 + shared.reduce((sum, { probability }) => sum + probability, 0);
  return [...alone, ...shared].map(({ changes, probability }) => ({ changes, probability: probability / total }));
}

const negligible = ({ probability }: Explanation): boolean => probability < NEGLIGIBLE;
const visitsIn = ({ changes }: Explanation): string[] => [...new Set(changes.flatMap(({ visit }) => visit ?? []))];

/** The ways to explain one reading of a chain, likelier where what moved at one time fits together. */
function waysOfReading({ handlings, probability: ofReading }: ChainReading, shoppers: Shoppers): Explanation[] {
  const moved = handlings.flatMap((handling) => handling.items.map((item) => ({ item, handling })));
  let ways: Shared[] = [{ changes: [], movers: [], probability: ofReading }];
  for (const { item, handling } of moved) {
    const each = waysOf(item, handling, shoppers);
    ways = ways
      .flatMap(({ changes, movers, probability }) =>
        each.map((way): Shared => ({ changes: [...changes, ...way.changes], movers: [...movers, visitsIn(way)], probability: probability * way.probability })))
      .filter((way) => !negligible(way));
  }
  const usual = createTogether(moved.map(({ item, handling }) => ({ change: handling.change, units: Math.abs(item.quantity), suspects: shoppers.suspectsOf(item, handling) })));
  const weighed = ways.map(({ changes, movers, probability }): Explanation => ({ changes, probability: probability * usual(movers) }));
  const sum = (list: readonly Explanation[]): number => list.reduce((total, { probability }) => total + probability, 0);
  const [before, after] = [sum(ways), sum(weighed)];
  return weighed.map(({ changes, probability }): Explanation => ({ changes, probability: (probability * before) / after }));
}

/** Every way to explain a chain of changes: each reading, with each of its items by each suspect, or by nobody who is known. */
export function explanationsOf(readings: readonly ChainReading[], shoppers: Shoppers): Explanation[] {
  return readings.filter(({ probability }) => probability >= NEGLIGIBLE).flatMap((reading) => waysOfReading(reading, shoppers)).filter((way) => !negligible(way));
}

/** A plate that bore less of a change only felt its neighbour's load through the board. */
const BORNE_SHARE = 0.2;

/** The plates that bore a change, most first; at least one. */
export function platesOf({ plates, grams }: WeightChange): string[] {
  const borne = plates.filter((plate, index) => index === 0 || plate.grams / grams >= BORNE_SHARE);
  return borne.map(({ plate }) => plate);
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** What fusion says of a handling on its topic: the measurement, the best reading, and who may have done it. */
export function shelfEventOf(
  { change, items }: Handling,
  { probability, suspects, trace }: { readonly probability: Probability; readonly suspects: readonly Suspect[]; readonly trace?: WeightTrace | undefined },
): ShelfEvent {
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
    items: items.filter(({ product }) => !isUnknownObject(product)).map(({ product, quantity }) => ({ product, quantity })),
    probability: round(Math.min(1, probability), 3),
    people: suspects
      .filter((suspect) => suspect.probability >= 0.01)
      .map((suspect) => ({
        person: suspect.person ?? 'unseen',
        ...(suspect.visit === undefined ? {} : { visit: suspect.visit }),
        probability: round(suspect.probability, 3),
      })),
    ...(trace === undefined ? {} : { trace }),
  };
}
