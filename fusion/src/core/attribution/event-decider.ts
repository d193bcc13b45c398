import type { EpochMs, Grams, Metres, Milliseconds, Product, ShelfEvent, Shelf, StoreLayout, StorePoint, WeightTrace } from '@walkout/contracts';
import type { CartBook } from '../carts/cart-book.ts';
import { isUnknownObject, unknownObjectOf } from '../carts/unknown-object.ts';
import type { Goods, HeldItem, MovedItem, Stray, UnitWeight } from '../items/item-reading.ts';
import { shownShares } from '../items/placement.ts';
import { readChain } from '../items/read-chain.ts';
import type { ChainReading, Handling } from '../items/read-chain.ts';
import { weighReadings } from '../items/read-items.ts';
import { createUnitWeights } from '../items/unit-weights.ts';
import { areNeighbours } from '../shelves/neighbours.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { explainFloor, explainMeeting, handsEventOf } from './explain-act.ts';
import type { FloorStray } from './explain-act.ts';
import { explanationsOf, handPlace, placeOfItem, shelfEventOf } from './explain-change.ts';
import type { HandAct } from './hand-acts.ts';
import type { Reach, Suspect } from './who-reached.ts';

/** What the decider asks of the rest of fusion. */
export interface Witnesses {
  /** Who may have had a hand at a place while something changed there; probabilities adding up to at most 1. */
  readonly suspectsAt: (reach: Reach) => readonly Suspect[];
  readonly visitOf: (person: string) => string | undefined;
  readonly isStaff: (visit: string) => boolean;
  readonly traceOf: (change: WeightChange) => WeightTrace | undefined;
}

/** Turns changes of weight into what happened to carts. */
export interface EventDecider {
  /** Decides a change, in order of the time at which they settled. Says the event, and which visits' carts changed. */
  decide(change: WeightChange): { readonly events: readonly ShelfEvent[]; readonly changed: readonly string[] };
  /** Takes in what hands did away from the shelves; says which visits' carts changed. */
  act(act: HandAct): readonly string[];
  /** Time passes: hands at the floor are decided, and what can no longer be explained anew is learnt from. Says which visits' carts changed. */
  settle(at: EpochMs): readonly string[];
  /** What stands astray now, as far as it may. */
  strays(): readonly Stray[];
  weightOf(product: string): UnitWeight;
}

/** Changes of one place that follow each other within this time may be one handling … */
const CHAIN_GAP: Milliseconds = 2500;
/** … so many at most. */
const CHAIN_LENGTH = 4;
/** Units are learnt from events that are surely read. */
const SURE = 0.97;
/** Suspects less likely than this have no say in what may have been put down. */
const SUSPECT = 0.01;
/** A hand that seems to be at the floor is at a low shelf when something changed there within this time … */
const LOW_REACH_AROUND: Milliseconds = 1500;
/** … and this near. */
const LOW_REACH: Metres = 0.9;
/** A restocker carries any number. */
const PLENTY = 12;

interface Chain {
  readonly changes: readonly WeightChange[];
  readonly readings: readonly ChainReading[];
  /** What was said of it, by event. */
  readonly said: ReadonlyMap<string, ShelfEvent>;
}

/** Goods settle a little otherwise each time they are set down: by so much, or this share of their weight. */
const RESETTLING: Grams = 1.5;
const RESETTLING_SHARE = 0.008;

/** Weight of one unit of what alone was moved, as the scale showed it. */
function unitWeightOf({ grams, error }: WeightChange, { quantity }: MovedItem): UnitWeight {
  const size = Math.abs(quantity);
  const mean = Math.abs(grams) / size;
  return { mean, meanError: error / size, spread: Math.hypot(RESETTLING, RESETTLING_SHARE * mean) };
}

/** Lists of what may be held as one: units seen by several are the same ones. */
function joinHeld(items: readonly HeldItem[]): HeldItem[] {
  const joined = new Map<string, HeldItem>();
  for (const { product, quantity, weighed } of items) {
    const known = joined.get(product);
    const others = weighed.filter(({ mean }) => known?.weighed.every((one) => one.mean !== mean) ?? true);
    joined.set(product, { product, quantity: Math.max(quantity, known?.quantity ?? 0), weighed: [...(known?.weighed ?? []), ...others] });
  }
  return [...joined.values()];
}

export function createEventDecider(layout: StoreLayout, carts: CartBook, { suspectsAt, visitOf, isStaff, traceOf }: Witnesses): EventDecider {
  const shelves = new Map(layout.shelves.map((shelf) => [shelf.id, shelf]));
  const products: ReadonlyMap<string, Product> = new Map(layout.products.map((product) => [product.id, product]));
  const homes = new Map<string, string[]>();
  for (const { product, plates } of layout.planogram) homes.set(product, [...(homes.get(product) ?? []), ...plates]);
  const weights = createUnitWeights(products);
  /** What was weighed as it was taken: by event and product, one a handling. */
  const weighed = new Map<string, readonly UnitWeight[]>();
  /** Objects that are no products, by name, and all that was ever put down astray and may still stand there. */
  const objects = new Map<string, UnitWeight>();
  let astray = new Map<string, Stray>();
  let lying: FloorStray[] = [];
  let chains: Chain[] = [];
  let acts = 0;
  let stoops: (HandAct & { kind: 'floor' })[] = [];
  let handled: WeightChange[] = [];

  const weightOf = (product: string): UnitWeight => objects.get(product) ?? weights.of(product);

  function straysNow(without?: string): Stray[] {
    return [...carts.strays(without)].flatMap(([id, quantity]) => {
      const stray = astray.get(id);
      return stray === undefined ? [] : [{ ...stray, quantity }];
    });
  }

  function isNear(a: WeightChange, b: WeightChange, shelf: Shelf): boolean {
    const platesOf = (change: WeightChange) => shelf.plates.filter(({ id }) => change.plates.some(({ plate }) => plate === id));
    return platesOf(a).some((one) => platesOf(b).some((other) => one === other || areNeighbours(shelf, one, other)));
  }

  /** The chain that a change goes on, if any. */
  function chainBefore(change: WeightChange, shelf: Shelf): Chain | undefined {
    return chains.find(({ changes }) => {
      const last = changes.at(-1)!;
      return last.shelf === change.shelf && changes.length < CHAIN_LENGTH && change.startedAt - last.settledAt < CHAIN_GAP && isNear(last, change, shelf);
    });
  }

  /** What those may hold who may have put something down. */
  function heldBy(suspects: readonly Suspect[], shelf: Shelf, without: string): HeldItem[] {
    const held = new Map<string, { quantity: number; events: Set<string> }>();
    const add = (product: string, quantity: number, events: readonly string[]) => {
      const known = held.get(product) ?? { quantity: 0, events: new Set() };
      held.set(product, { quantity: Math.max(known.quantity, quantity), events: new Set([...known.events, ...events]) });
    };
    for (const { visit, probability } of suspects) {
      if (visit === undefined || probability < SUSPECT) continue;
      if (isStaff(visit)) for (const { product, plates } of layout.planogram) if (shelf.plates.some(({ id }) => plates.includes(id))) add(product, PLENTY, []);
      for (const [product, { quantity, events }] of carts.mayHold(visit, without)) add(product, quantity, events);
    }
    return [...held].map(([product, { quantity, events }]) => ({
      product, quantity, weighed: quantity === PLENTY ? [] : [...events].flatMap((event) => weighed.get(`${event}:${product}`) ?? []),
    }));
  }

  function strayOf(item: MovedItem, { change, items }: Handling): string {
    const { product, quantity } = item;
    const id = `${change.id}:${product}`;
    const shelf = shelves.get(change.shelf)!;
    astray.set(id, {
      id, product, shelf: change.shelf, shares: shownShares(change, shelf).share, weight: items.length === 1 ? unitWeightOf(change, item) : weightOf(product), quantity: Math.abs(quantity), since: change.settledAt,
    });
    return id;
  }

  /** Remembers what the units weighed that a chain may have taken, one product a handling. */
  function weigh(id: string, readings: readonly ChainReading[]): void {
    const seen = new Map<string, UnitWeight[]>();
    for (const { handlings } of readings) {
      for (const { change, items } of handlings) {
        const [item, second] = items;
        if (item === undefined || second !== undefined || item.quantity < 1) continue;
        const weight = unitWeightOf(change, item);
        const known = seen.get(item.product) ?? [];
        if (!known.some(({ mean }) => mean === weight.mean)) seen.set(item.product, [...known, weight]);
      }
    }
    for (const [product, weights] of seen) weighed.set(`${id}:${product}`, weights);
  }

  function placeOf(item: MovedItem, { change, items }: Handling, shelf: Shelf): StorePoint {
    if (items.length === 1) return change.place;
    const stray = typeof item.stray === 'string' ? astray.get(item.stray) : undefined;
    const plates = stray === undefined ? (homes.get(item.product) ?? []) : shelf.plates.filter((_, i) => (stray.shares[i] ?? 0) > 0).map(({ id }) => id);
    return placeOfItem(change, shelf, plates);
  }

  /** What may have been taken in a chain, and so may be put down in it. */
  function takenIn(readings: readonly ChainReading[]): HeldItem[] {
    const taken = readings.flatMap(({ handlings }) => handlings.flatMap(({ change, items }) =>
      items.filter(({ quantity }) => quantity > 0).map((item) => ({ product: item.product, quantity: item.quantity, weighed: items.length === 1 ? [unitWeightOf(change, item)] : [] }))));
    return joinHeld(taken);
  }

  /** Readings of a chain in the light of what is believed but for the chain itself, and of what was taken in it. */
  function read(changes: readonly WeightChange[], shelf: Shelf, taken: readonly HeldItem[]): ChainReading[] {
    const [{ id }] = changes as readonly [WeightChange];
    const strays = straysNow(id).filter((stray) => stray.shelf === shelf.id);
    const goods: Goods = { shelf, planogram: layout.planogram, products, weightOf, strays };
    return readChain(shelf, changes, (handling) => {
      const unknown = unknownObjectOf(handling.id);
      objects.set(unknown, { mean: Math.abs(handling.grams), meanError: handling.error, spread: 0 });
      const held = handling.grams < 0 ? [] : joinHeld([...heldBy(suspectsOf(handling, shelf), shelf, id), ...taken]);
      return weighReadings(handling, goods, { held, unknown });
    });
  }

  const reachFor = (place: StorePoint, { startedAt, settledAt }: WeightChange, shelf: Shelf): Reach => ({ place: handPlace(place, shelf), facing: shelf.facing, startedAt, settledAt });
  const suspectsOf = (change: WeightChange, shelf: Shelf): readonly Suspect[] => suspectsAt(reachFor(change.place, change, shelf));

  /** The events of a chain as it is read now; what was said of it before and no longer holds is withdrawn. */
  function say(best: ChainReading | undefined, shelf: Shelf, before: Chain['said'] = new Map()): ShelfEvent[] {
    const events = (best?.handlings ?? [])
      .filter(({ items }) => items.length > 0)
      .map((handling) => shelfEventOf(handling, { probability: best!.probability, suspects: suspectsOf(handling.change, shelf), trace: traceOf(handling.change) }));
    const gone = [...before.values()].filter(({ event }) => !events.some((now) => now.event === event));
    return [...gone.map((event) => ({ ...event, withdrawn: true })), ...events];
  }

  function learn({ readings }: Chain): void {
    const [best] = readings;
    if (best === undefined || best.probability < SURE) return;
    for (const { change, items } of best.handlings) {
      const [item, second] = items;
      if (item === undefined || second !== undefined || item.stray !== undefined || isUnknownObject(item.product)) continue;
      weights.learn(item.product, { grams: Math.abs(change.grams), quantity: Math.abs(item.quantity), error: change.error });
    }
  }

  /** A hand was at the floor, unless it was at a low shelf. */
  function stoop(act: HandAct & { kind: 'floor' }): readonly string[] {
    const atShelf = handled.some(({ startedAt, settledAt, place }) =>
      act.at > startedAt - LOW_REACH_AROUND && act.at < settledAt + LOW_REACH_AROUND && Math.hypot(place[0] - act.place[0], place[1] - act.place[1]) < LOW_REACH);
    const visit = visitOf(act.person);
    if (atShelf || visit === undefined || isStaff(visit)) return [];
    const event = handsEventOf(++acts);
    const { strays, ...explanations } = explainFloor(visit, { event, place: act.place, lying, mayHold: carts.mayHold(visit).keys(), whenOf: carts.whenOf });
    lying = [...lying, ...strays];
    return carts.add({ id: event, at: act.at, explanations });
  }

  function learnFromThePast(at: EpochMs): void {
    const over = chains.filter(({ changes }) => changes.at(-1)!.settledAt + 2 * CHAIN_GAP < at);
    if (over.length === 0) return;
    chains = chains.filter((chain) => !over.includes(chain));
    over.forEach(learn);
    const left = carts.strays();
    lying = lying.filter(({ id }) => left.has(id));
    astray = new Map([...astray].filter(([id, { since }]) => left.has(id) || since + 4 * CHAIN_GAP > at));
  }

  return {
    decide(change) {
      handled.push(change);
      const shelf = shelves.get(change.shelf)!;
      const before = chainBefore(change, shelf);
      const changes = [...(before?.changes ?? []), change];
      const taken = takenIn(before?.readings ?? []);
      const readings = read(changes, shelf, taken);
      const id = changes[0]!.id;
      const explanations = explanationsOf(readings, {
        suspectsOf: (item, handling) => suspectsAt(reachFor(placeOf(item, handling, shelf), handling.change, shelf)),
        isStaff,
        mayHold: (visit, product) => taken.some((item) => item.product === product) || carts.mayHold(visit, id).has(product),
        strayOf,
      });
      weigh(id, readings);
      const changed = carts.add({ id, at: change.settledAt, explanations });
      const events = say(readings[0], shelf, before?.said);
      chains = [...chains.filter((chain) => chain !== before), { changes, readings, said: new Map(events.map((event) => [event.event, event])) }];
      return { events, changed };
    },
    act(act) {
      if (act.kind === 'meeting') {
        const [giver, taker] = [visitOf(act.giver), visitOf(act.taker)];
        if (giver === undefined || taker === undefined || giver === taker || isStaff(giver) || isStaff(taker)) return [];
        return carts.add({ id: handsEventOf(++acts), at: act.at, explanations: explainMeeting(giver, taker, { mayHold: (visit) => carts.mayHold(visit).keys(), whenOf: carts.whenOf }) });
      }
      stoops.push(act);
      return [];
    },
    settle(at) {
      const due = stoops.filter((act) => at > act.at + 2 * LOW_REACH_AROUND);
      stoops = stoops.filter((act) => !due.includes(act));
      handled = handled.filter(({ settledAt }) => settledAt > at - 6 * LOW_REACH_AROUND);
      const changed = due.flatMap(stoop);
      learnFromThePast(at);
      return changed;
    },
    strays: straysNow,
    weightOf,
  };
}
