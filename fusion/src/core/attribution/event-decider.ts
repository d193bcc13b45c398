import type { EpochMs, Milliseconds, PlanogramEntry, Product, Shelf, ShelfEvent, StoreLayout, StorePoint, WeightTrace } from '@walkout/contracts';
import { asksOnce } from '../asks-once.ts';
import type { CartBook, PossibleHolding } from '../carts/cart-book.ts';
import { straysNear } from '../items/candidates.ts';
import type { Goods, HeldItem, MovedItem, Stray, UnitWeight } from '../items/item-reading.ts';
import { readChain } from '../items/read-chain.ts';
import type { ChainReading, Handling } from '../items/read-chain.ts';
import { weighReadings } from '../items/read-items.ts';
import { areNeighbours } from '../shelves/neighbours.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { explanationsOf, handPlace, placeOfItem, shelfEventOf } from './explain-change.ts';
import { createGoodsMemory, joinHeld, takenIn } from './goods-memory.ts';
import type { LastingGoods } from './goods-memory.ts';
import type { Reach, Suspect } from './who-reached.ts';

/** What the decider asks of the rest of fusion. */
export interface Witnesses {
  /** What belongs on each shelf. */
  readonly planogramOf: ReadonlyMap<string, readonly PlanogramEntry[]>;
  /** Who may have had a hand at a place while something changed there; probabilities adding up to at most 1. */
  readonly suspectsAt: (reach: Reach) => readonly Suspect[];
  readonly isStaff: (visit: string) => boolean;
  readonly traceOf: (change: WeightChange) => WeightTrace | undefined;
  /** What was known of goods before. */
  readonly before?: LastingGoods | undefined;
}

/** Events that were said, and the visits whose carts changed. */
export interface Decision {
  readonly events: readonly ShelfEvent[];
  readonly changed: readonly string[];
}

/** Turns changes of weight into what happened to carts. */
export interface EventDecider {
  /** Decides a change, in order of the time at which they settled. */
  decide(change: WeightChange): Decision;
  /** People who were nobody's are known by now: what they may have done not long ago is decided anew. */
  recognise(people: ReadonlySet<string>): Decision;
  /** Time passes: what can no longer be explained anew is learnt from, and what nobody holds forgotten. */
  settle(at: EpochMs): void;
  /** What stands astray now, as far as it may. */
  strays(): readonly Stray[];
  weightOf(product: string): UnitWeight;
  /** What is known of goods, once no chain goes on. */
  lasting(): LastingGoods | undefined;
}

/** Changes of one place that follow each other within this time may be one handling … */
const CHAIN_GAP: Milliseconds = 2500;
/** … so many at most. */
const CHAIN_LENGTH = 4;
/** Who moved something may be known only so long afterwards. */
const HINDSIGHT: Milliseconds = 8_000;
/** Units are learnt from events that are surely read. */
const SURE = 0.97;
/** Suspects less likely than this have no say in what may have been put down. */
const SUSPECT = 0.01;
/** A restocker carries any number. */
const PLENTY = 12;

/** What is asked many times over while one chain is decided. */
interface Inquiry {
  readonly shelf: Shelf;
  readonly suspectsAt: (reach: Reach) => readonly Suspect[];
  /** What a visit may hold, but for the chain itself. */
  readonly mayHold: (visit: string) => ReadonlyMap<string, PossibleHolding>;
}

interface Chain {
  readonly changes: readonly WeightChange[];
  readonly readings: readonly ChainReading[];
  /** What was said of it, by event. */
  readonly said: ReadonlyMap<string, ShelfEvent>;
}

const platesIn = (change: WeightChange, shelf: Shelf) => shelf.plates.filter(({ id }) => change.plates.some(({ plate }) => plate === id));
const areNear = (a: WeightChange, b: WeightChange, shelf: Shelf): boolean =>
  platesIn(a, shelf).some((one) => platesIn(b, shelf).some((other) => one === other || areNeighbours(shelf, one, other)));

export function createEventDecider(layout: StoreLayout, carts: CartBook, { planogramOf, suspectsAt, isStaff, traceOf, before: known }: Witnesses): EventDecider {
  const shelves = new Map(layout.shelves.map((shelf) => [shelf.id, shelf]));
  const products: ReadonlyMap<string, Product> = new Map(layout.products.map((product) => [product.id, product]));
  const homes = new Map<string, string[]>();
  for (const { product, plates } of layout.planogram) homes.set(product, [...(homes.get(product) ?? []), ...plates]);
  const memory = createGoodsMemory(layout, carts, known);
  let chains: readonly Chain[] = [];

  /** The chain that a change goes on, if any. */
  function chainBefore(change: WeightChange): Chain | undefined {
    const shelf = shelves.get(change.shelf)!;
    return chains.find(({ changes }) => {
      const last = changes.at(-1)!;
      if (!carts.mayBeExplainedAnew(changes[0]!.id)) return false;
      return last.shelf === change.shelf && changes.length < CHAIN_LENGTH && change.startedAt - last.settledAt < CHAIN_GAP && areNear(last, change, shelf);
    });
  }

  const inquire = (chain: string, shelf: Shelf): Inquiry => ({
    shelf,
    suspectsAt: asksOnce(suspectsAt, ({ place, startedAt, settledAt }) => [...place, startedAt, settledAt].join()),
    mayHold: asksOnce((visit: string) => carts.mayHold(visit, chain), (visit) => visit),
  });

  /** What those may hold who may have put something down; staff bring whatever belongs on the shelf. */
  function heldBy(suspects: readonly Suspect[], { shelf, mayHold }: Inquiry): HeldItem[] {
    const visits = suspects.flatMap(({ visit, probability }) => (visit === undefined || probability < SUSPECT ? [] : [visit]));
    const inCarts = visits.flatMap((visit) =>
      [...mayHold(visit)].map(([product, { quantity, events }]): HeldItem => ({ product, quantity, weighed: memory.weighed(product, events) })));
    if (!visits.some(isStaff)) return inCarts;
    return [...inCarts, ...planogramOf.get(shelf.id)!.map(({ product }): HeldItem => ({ product, quantity: PLENTY, weighed: [], byStaff: true }))];
  }

  const reachFor = (place: StorePoint, { startedAt, settledAt }: WeightChange, shelf: Shelf): Reach => ({ place: handPlace(place, shelf), facing: shelf.facing, startedAt, settledAt });
  const suspectsOf = (change: WeightChange, { shelf, suspectsAt }: Inquiry): readonly Suspect[] => suspectsAt(reachFor(change.place, change, shelf));

  /** Where on the shelf an item of a handling moved. */
  function placeOf(item: MovedItem, { change, items }: Handling, shelf: Shelf): StorePoint {
    if (items.length === 1) return change.place;
    const stray = typeof item.stray === 'string' ? memory.stray(item.stray) : undefined;
    const plates = stray === undefined ? (homes.get(item.product) ?? []) : shelf.plates.filter((_, i) => (stray.shares[i] ?? 0) > 0).map(({ id }) => id);
    return placeOfItem(change, shelf, plates);
  }

  /** Readings of a chain in the light of what is believed but for the chain itself, and of what was taken in it. */
  function read(changes: readonly WeightChange[], { taken, strays }: { readonly taken: readonly HeldItem[]; readonly strays: readonly Stray[] }, asked: Inquiry): ChainReading[] {
    const { shelf } = asked;
    const goods: Goods = { shelf, planogram: planogramOf.get(shelf.id)!, products, weightOf: memory.weightOf, strays };
    return readChain(shelf, changes, (handling) => {
      const held = handling.grams < 0 ? [] : joinHeld([...heldBy(suspectsOf(handling, asked), asked), ...taken]);
      return weighReadings(handling, goods, { held, unknown: memory.objectOf(handling) });
    });
  }

  /** The events of a chain as it is read now; what was said of it before and no longer holds is withdrawn. */
  function say(best: ChainReading | undefined, asked: Inquiry, before: Chain['said'] = new Map()): ShelfEvent[] {
    const events = (best?.handlings ?? [])
      .filter(({ items }) => items.length > 0)
      .map((handling) => shelfEventOf(handling, { probability: best!.probability, suspects: suspectsOf(handling.change, asked), trace: traceOf(handling.change) }));
    const gone = [...before.values()].filter(({ event }) => !events.some((now) => now.event === event));
    return [...gone.map((event) => ({ ...event, withdrawn: true })), ...events];
  }

  /** Decides a chain, for the first time or anew. */
  function decideChain(changes: readonly WeightChange[], before: Chain | undefined): Decision {
    const [{ id, shelf: shelfId }, { restedAt }] = [changes[0]!, changes.at(-1)!];
    const shelf = shelves.get(shelfId)!;
    const taken = takenIn(before?.readings ?? []);
    const asked = inquire(id, shelf);
    const strays = memory.strays(id).filter((stray) => stray.shelf === shelf.id);
    const readings = read(changes, { taken, strays }, asked);
    const explanations = explanationsOf(readings, {
      suspectsOf: (item, handling) => asked.suspectsAt(reachFor(placeOf(item, handling, shelf), handling.change, shelf)),
      isStaff,
      mayHold: (visit, product) => taken.some((item) => item.product === product) || asked.mayHold(visit).has(product),
      strayOf: (item, handling) => memory.putAstray(item, handling, shelf),
    });
    memory.weigh(id, readings);
    const takes = readings[0]?.handlings.filter(({ items }) => items.some(({ quantity }) => quantity > 0)) ?? [];
    const besides = new Set(takes.flatMap((take) => straysNear(take.change, shelf, strays).map((stray) => stray.id)));
    const changed = carts.add({ id, at: restedAt, explanations, besides });
    const events = say(readings[0], asked, before?.said);
    chains = [...chains.filter((chain) => chain !== before), { changes, readings, said: new Map(events.map((event) => [event.event, event])) }];
    return { events, changed };
  }

  return {
    decide(change) {
      const before = chainBefore(change);
      return decideChain([...(before?.changes ?? []), change], before);
    },
    recognise(people) {
      const wasThere = ({ said }: Chain): boolean => [...said.values()].some((event) => event.people.some(({ person, visit }) => visit === undefined && people.has(person)));
      const open = chains.filter((chain) => carts.mayBeExplainedAnew(chain.changes[0]!.id) && wasThere(chain));
      const decisions = open.map((chain) => decideChain(chain.changes, chain));
      return { events: decisions.flatMap(({ events }) => events), changed: decisions.flatMap(({ changed }) => changed) };
    },
    settle(at) {
      const over = chains.filter(({ changes }) => changes.at(-1)!.settledAt + HINDSIGHT < at);
      if (over.length === 0) return;
      chains = chains.filter((chain) => !over.includes(chain));
      for (const { readings: [best] } of over) if (best !== undefined && best.probability >= SURE) memory.learn(best);
      memory.forget();
    },
    strays: () => memory.strays(),
    weightOf: memory.weightOf,
    lasting: () => (chains.length === 0 ? memory.lasting() : undefined),
  };
}
