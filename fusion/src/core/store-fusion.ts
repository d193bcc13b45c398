import { isInside, SETTLES_WITHIN } from '@walkout/contracts';
import type { Cart, EpochMs, Grams, MessageOf, Milliseconds, Shelf, ShelfStock, StoreLayout } from '@walkout/contracts';
import { createActDecider } from './attribution/act-decider.ts';
import { createEventDecider } from './attribution/event-decider.ts';
import type { Decision } from './attribution/event-decider.ts';
import type { FloorStray } from './attribution/explain-act.ts';
import type { LastingGoods } from './attribution/goods-memory.ts';
import { createHandActWatch } from './attribution/hand-acts.ts';
import { createHandLog, withHands } from './attribution/hand-log.ts';
import { whoReached } from './attribution/who-reached.ts';
import type { Reach, Suspect } from './attribution/who-reached.ts';
import { calibrated } from './carts/calibrated.ts';
import { createCartBook } from './carts/cart-book.ts';
import type { StrayCircle } from './carts/stray-circles.ts';
import { createCameraWatch } from './doubts/camera-watch.ts';
import { shareOut, withDoubts } from './doubts/cart-doubts.ts';
import { createMixups } from './doubts/mixups.ts';
import { createUnweighed } from './doubts/unweighed.ts';
import { describePeople, describePositions } from './people/describe-people.ts';
import { createPeopleTracker } from './people/people-tracker.ts';
import type { Person } from './people/person.ts';
import type { CellMemory } from './shelves/cell-watcher.ts';
import { planogramByShelf } from './shelves/planogram-by-shelf.ts';
import { createShelfWatcher } from './shelves/shelf-watcher.ts';
import type { WeightChange } from './shelves/weight-change.ts';
import { momentOf } from './sensor-message.ts';
import type { SensorMessage } from './sensor-message.ts';
import { describeStock, isSameStock } from './stock/describe-stock.ts';
import { createVisitBook } from './visits/visit-book.ts';
import type { OpenVisit } from './visits/visit-book.ts';

type Said<Name extends 'cart' | 'shelfEvent' | 'shelfStock' | 'people' | 'positions'> = { readonly name: Name; readonly id?: string; readonly body: MessageOf<Name> };
/** What fusion says of it. */
export type FusionMessage = Said<'cart'> | Said<'shelfEvent'> | Said<'shelfStock'> | Said<'people'> | Said<'positions'>;

/** What a store's fusion knows when nobody is inside; plain data, from which another one goes on. */
export interface StoreMemory {
  /** People followed so far: no id is given twice. */
  readonly born: number;
  readonly goods: LastingGoods;
  readonly strays: readonly StrayCircle[];
  readonly lying: readonly FloorStray[];
  readonly shelves: readonly { readonly shelf: string; readonly cells: readonly CellMemory[] }[];
}

/** The whole of fusion as one pure machine: sensor messages in time order in, people, events and carts out. */
export interface StoreFusion {
  /**
   * Takes the next message in; messages come in the order of {@link momentOf} and have passed the door (`checkSensor`).
   */
  accept(message: SensorMessage): FusionMessage[];
  /** No more will come: decides what is still open. */
  end(): FusionMessage[];
  /** What it knows; `undefined` unless nobody has been inside and nothing has moved for a while. */
  memory(): StoreMemory | undefined;
  /** People on the map now. */
  readonly count: number;
}

/** People, bindings and carts are brought up to date after every camera frame, yet not more often than this … */
const TICK_AT_LEAST: Milliseconds = 50;
/** … and this often when no camera speaks. */
const TICK_AT_MOST: Milliseconds = 100;
/** Everybody's joints are said this often, for engineers and the bench. */
const PEOPLE_EVERY: Milliseconds = 100;
/** The map is drawn this often. */
const POSITIONS_EVERY: Milliseconds = 200;
/** Stock is counted this often, and said when it is another. */
const STOCK_EVERY: Milliseconds = 1_000;
/** How long after a change has settled people may still be seen at it by a camera that speaks later. */
const DECIDE_AFTER: Milliseconds = 300;
/** How long after the exit a cart waits for shelves to settle, at least. */
const CLOSE_AFTER: Milliseconds = 1_000;
/** As far back as a change that takes its time may reach. */
const HANDS_KEPT: Milliseconds = 30_000;

/** Nobody is inside and nothing moves for so long before all is taken to be over; cells know their noise by then. */
const CALM: Milliseconds = 10_000;

/** What is said beside carts, events, stock and the map. */
export interface Sayings {
  /** Everybody's joints too, for engineers and the bench: in a hall of three hundred people an eighth of all that fusion does. */
  readonly saysJoints: boolean;
}

/**
 * @param layout the store; nothing else is known of it
 * @param before what another fusion knew of it when nobody was inside; it may have been of an earlier layout
 */
export function createStoreFusion(layout: StoreLayout, before?: StoreMemory, { saysJoints }: Sayings = { saysJoints: true }): StoreFusion {
  const tracker = createPeopleTracker(layout.cameras, {}, before?.born);
  const planogramOf = planogramByShelf(layout);
  const weights = new Map(layout.products.map(({ id, unitWeight }) => [id, unitWeight.mean]));
  const lightestOn = (shelf: Shelf): Grams => Math.min(...planogramOf.get(shelf.id)!.map(({ product }) => weights.get(product)!));
  const cellsBefore = new Map(before?.shelves.map(({ shelf, cells }) => [shelf, cells]));
  const shelves = new Map(layout.shelves.map((shelf) => [shelf.id, { shelf, watcher: createShelfWatcher(shelf, { lightest: lightestOn(shelf), before: cellsBefore.get(shelf.id) }) }]));
  const hands = createHandLog(HANDS_KEPT);
  const acts = createHandActWatch(layout);
  const visits = createVisitBook(layout);
  const carts = createCartBook(before?.strays);
  const cameras = createCameraWatch();
  const mixups = createMixups(visits.visitOf, visits.isAtEntry);
  const { ownersOf } = mixups;
  const visitsInside = (): string[] => visits.open().filter(({ leftAt }) => leftAt === undefined).map(({ id }) => id);
  const suspectsAt = (reach: Reach): Suspect[] =>
    shareOut(whoReached(reach, hands, { visitOf: (person) => ownersOf(person)[0]?.visit, unplaced: visits.unseenNear([reach.place[0], reach.place[1]], reach.settledAt) }), ownersOf);
  const unweighed = createUnweighed(layout.shelves, suspectsAt);
  const decider = createEventDecider(layout, carts, {
    planogramOf,
    suspectsAt,
    isStaff: visits.isStaff,
    traceOf: (change) => shelves.get(change.shelf)!.watcher.traceOf(change),
    before: before?.goods,
  });
  const handActs = createActDecider(carts, visits, before?.lying);
  const stocks = new Map<string, ShelfStock>();
  let undecided: WeightChange[] = [];
  let heardAt: EpochMs = -Infinity;
  let tickedAt: EpochMs = -Infinity;
  let peopleAt: EpochMs = -Infinity;
  let positionsAt: EpochMs = -Infinity;
  let countedAt: EpochMs = -Infinity;
  /** When somebody was inside last, or something moved. */
  let busyAt: EpochMs = Infinity;
  let seen = false;
  /** People on the map who are on no visit. */
  let strangers: ReadonlySet<string> = new Set();
  let present = 0;

  const cartOf = (visit: string, at: EpochMs, state: Cart['state']): Cart =>
    withDoubts(calibrated(carts.cart(visit, at, state)), { shopper: visits.shopperOf(visit), isMixed: mixups.isMixed(visit), isUnweighed: unweighed.mayHold(visit) });

  const say = ({ events, changed }: Decision, at: EpochMs): FusionMessage[] => [
    ...events.map((body): FusionMessage => ({ name: 'shelfEvent', id: body.event, body })),
    ...changed.map((visit): FusionMessage => ({ name: 'cart', id: visit, body: cartOf(visit, at, 'open') })),
  ];
  function decide(change: WeightChange): FusionMessage[] {
    const decision = decider.decide(change);
    handActs.noteChange(change, decision.events);
    return say(decision, change.settledAt);
  }

  /** Who was nobody's and is now known: what they did meanwhile is theirs. */
  function recognise(at: EpochMs, people: readonly Person[]): FusionMessage[] {
    const known = new Set([...strangers].filter((person) => visits.visitOf(person) !== undefined));
    strangers = new Set(people.flatMap(({ id }) => (visits.visitOf(id) === undefined ? [id] : [])));
    return known.size === 0 ? [] : say(decider.recognise(known), at);
  }

  function decideDue(at: EpochMs): FusionMessage[] {
    const due = undecided.filter((change) => change.settledAt + DECIDE_AFTER <= at);
    if (due.length === 0) return [];
    undecided = undecided.filter((change) => change.settledAt + DECIDE_AFTER > at);
    return due.sort((a, b) => a.settledAt - b.settledAt || (a.id < b.id ? -1 : 1)).flatMap(decide);
  }

  /** Whether a change that began before a moment is still in the making somewhere. */
  const inTheMaking = (before: EpochMs): boolean =>
    undecided.some((change) => change.startedAt <= before) ||
    [...shelves.values()].some(({ watcher }) => (watcher.pending() ?? Infinity) <= before);

  /** Staff pay nothing, so nobody need hear of their cart. */
  function close(visit: OpenVisit): FusionMessage[] {
    const body = cartOf(visit.id, visit.leftAt!, 'closed');
    carts.close(visit.id);
    visits.close(visit.id);
    mixups.close(visit.id);
    unweighed.close(visit.id);
    return visit.staff ? [] : [{ name: 'cart', id: visit.id, body }];
  }

  function closeDue(at: EpochMs): FusionMessage[] {
    return visits
      .left()
      .filter(({ leftAt = Infinity }) => at >= leftAt + CLOSE_AFTER && (at >= leftAt + SETTLES_WITHIN || !inTheMaking(leftAt)))
      .flatMap(close);
  }

  function countStock(at: EpochMs): FusionMessage[] {
    if (at < countedAt + STOCK_EVERY) return [];
    countedAt = at;
    const strays = decider.strays();
    return [...shelves.values()].flatMap(({ shelf, watcher }): FusionMessage[] => {
      const own = strays.filter((stray) => stray.shelf === shelf.id);
      const stock = describeStock(shelf, at, { cells: watcher.cells(), planogram: planogramOf.get(shelf.id)!, strays: own, weightOf: decider.weightOf });
      const before = stocks.get(shelf.id);
      if (before !== undefined && isSameStock(before, stock)) return [];
      stocks.set(shelf.id, stock);
      return [{ name: 'shelfStock', id: shelf.id, body: stock }];
    });
  }

  function tick(at: EpochMs): FusionMessage[] {
    tickedAt = at;
    if (busyAt === Infinity || undecided.length > 0 || visits.open().length > 0) busyAt = at;
    const people = tracker.people(at).filter(({ position }) => isInside(layout.floor, position));
    present = people.length;
    visits.update(at, people);
    const reaching = withHands(people, at);
    hands.record(at, reaching);
    mixups.observe(at, { people, inside: visitsInside, troubledSince: cameras.troubledSince(at) });
    unweighed.settle(at);
    const said: FusionMessage[] = [];
    if (saysJoints && seen && at >= peopleAt + PEOPLE_EVERY) {
      peopleAt = at;
      said.push({ name: 'people', body: describePeople(at, people, visits) });
    }
    if (seen && at >= positionsAt + POSITIONS_EVERY) {
      positionsAt = at;
      said.push({ name: 'positions', body: describePositions(at, people, visits) });
    }
    seen = false;
    said.push(...recognise(at, people));
    const passed = [...acts.observe(at, reaching).flatMap((act) => handActs.act(act)), ...handActs.settle(at)];
    decider.settle(at);
    for (const visit of new Set(passed)) said.push({ name: 'cart', id: visit, body: cartOf(visit, at, 'open') });
    return [...said, ...decideDue(at), ...closeDue(at), ...countStock(at)];
  }

  function take(message: SensorMessage): FusionMessage[] {
    switch (message.name) {
      case 'cameraTracks':
        tracker.observe(message.id, message.body);
        cameras.observe(message.id, message.body);
        seen = true;
        return [];
      case 'shelfWeights':
        unweighed.observe(message.id, message.body);
        undecided.push(...shelves.get(message.id)!.watcher.observe(message.body));
        return [];
      case 'gatePassages':
        return message.body.passages.flatMap((passage): FusionMessage[] => {
          const before = new Set(visits.open().map((visit) => visit.id));
          visits.passage(message.id, passage);
          const opened = visits.open().filter((visit) => !visit.staff && !before.has(visit.id));
          return opened.map((visit) => ({ name: 'cart', id: visit.id, body: cartOf(visit.id, visit.openedAt, 'open') }));
        });
    }
  }

  return {
    get count() {
      return present;
    },
    accept(message) {
      const at = momentOf(message);
      // A tick speaks of all that was said of its moment, so it waits for the first message of a later one.
      const due = heardAt > -Infinity && at > heardAt && heardAt >= tickedAt + (seen ? TICK_AT_LEAST : TICK_AT_MOST);
      const taken: FusionMessage[] = [];
      const said: FusionMessage[] = [];
      try {
        if (due) said.push(...tick(heardAt));
      } finally {
        // A tick that fails is none of the message's doing.
        heardAt = Math.max(heardAt, at);
        taken.push(...take(message));
      }
      return [...said, ...taken];
    },
    memory() {
      if (heardAt < busyAt + CALM || visits.open().length > 0 || inTheMaking(heardAt)) return undefined;
      const goods = decider.lasting();
      if (goods === undefined) return undefined;
      return {
        goods, born: tracker.born, strays: carts.lasting(), lying: handActs.lying(),
        shelves: [...shelves].map(([shelf, { watcher }]) => ({ shelf, cells: watcher.memory() })),
      };
    },
    end() {
      if (heardAt === -Infinity) return [];
      for (const { watcher } of shelves.values()) undecided.push(...watcher.end());
      const said = [...tick(heardAt), ...decideDue(Infinity)];
      return [...said, ...visits.open().flatMap((visit) => close({ leftAt: heardAt, ...visit }))];
    },
  };
}
