import type { Gate, Grams, ItemChange, StoreLayout } from '@walkout/contracts';
import { recordingsError } from '../errors.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { createFloorPlan, isInside } from './floor/floor-plan.ts';
import { createShelfScale, SAMPLE_RATE } from './scales/shelf-scale.ts';
import { advanceBody, restingHand } from './shopper/shopper.ts';
import type { Shopper } from './shopper/shopper.ts';
import type { Scenario, ShopperPlan } from './shopper/shopper-plan.ts';
import type { Activity, Surroundings } from './shopper/surroundings.ts';
import { gatePoint, visitStore } from './shopper/visit-store.ts';
import { stockStore } from './stock/stock.ts';
import type { Item } from './stock/stock.ts';

/** The world moves on with the scales' samples. */
export const STEP_SECONDS = 1 / SAMPLE_RATE;

export interface GatePassage {
  readonly gate: string;
  readonly direction: 'in' | 'out';
  readonly passage: string;
  readonly credential?: string;
}

/** Truth: what a hand did at a shelf, complete when it has left it. */
export interface HandledItem {
  readonly person: string;
  readonly visit: string | undefined;
  readonly item: Item;
  readonly change: ItemChange;
}

/** Truth: who left, with what. */
export interface Departure {
  readonly visit: string;
  readonly items: readonly Item[];
}

/** What came to pass within one step. */
export interface Happenings {
  /** Seconds since the world began, at the end of the step. */
  readonly time: number;
  /** One reading a plate, by shelf. */
  readonly weights: ReadonlyMap<string, readonly Grams[]>;
  readonly passages: readonly GatePassage[];
  readonly events: readonly HandledItem[];
  readonly departures: readonly Departure[];
}

/** A store with people in it. */
export interface World {
  readonly layout: StoreLayout;
  /** Everyone in the store or at its doors. */
  readonly shoppers: readonly Shopper[];
  /** Every pack that stands in its place; the same objects as long as they stand there. */
  readonly stock: ReadonlySet<Item>;
  /** Whether everyone who was to come has come and gone. */
  readonly finished: boolean;
  step(): Happenings;
}

interface Gates {
  readonly entry: Gate;
  readonly exit: Gate;
}

function gatesOf({ gates, store }: StoreLayout): Gates {
  const gateOf = (kind: Gate['kind']): Gate => {
    const gate = gates.find((candidate) => candidate.kind === kind);
    if (gate === undefined) throw recordingsError('STORE_UNSUITABLE', `store "${store}" has no ${kind} gate`);
    return gate;
  };
  return { entry: gateOf('entry'), exit: gateOf('exit') };
}

/** Shelves, goods and scales, and what shoppers do to them. */
function openStore(layout: StoreLayout, random: Random) {
  const items = stockStore(layout, random.fork('stock'));
  const stock = new Set(items);
  const shelfById = new Map(layout.shelves.map((shelf) => [shelf.id, shelf]));
  const scales = new Map(layout.shelves.map((shelf) => [
    shelf.id,
    createShelfScale(shelf, items.filter((item) => item.shelf === shelf.id), random.fork(`scale ${shelf.id}`)),
  ]));
  const shoppers: Shopper[] = [];
  const meetings = new Map<string, Set<string>>();
  const events: HandledItem[] = [];
  const around: Surroundings = {
    layout,
    floor: createFloorPlan(layout),
    stepSeconds: STEP_SECONDS,
    others: (shopper) => shoppers.filter((other) => other !== shopper),
    available: (product) => items.filter((item) => item.product === product && stock.has(item)),
    shelfOf: (item) => shelfById.get(item.shelf)!,
    scaleOf: (item) => scales.get(item.shelf)!,
    taken: (item) => void stock.delete(item),
    returned: (item) => void stock.add(item),
    completed: ({ id, visit }, item, quantity) =>
      void events.push({ person: id, visit, item, change: { product: item.product, quantity } }),
    meet(word, shopper) {
      const there = meetings.get(word) ?? new Set();
      meetings.set(word, there.add(shopper.id));
      return there.size;
    },
  };
  return { around, shoppers, stock, scales, events };
}

/** Somebody who is about to come in, beside the door where nobody inside sees it. */
function newcomer(plan: ShopperPlan, id: string, { layout, entry, random }: { layout: StoreLayout; entry: Gate; random: Random }): Shopper {
  return {
    id, plan, random,
    shape: plan.shape,
    position: gatePoint(layout, entry, { inward: -0.8, aside: random.pick([-1.1, 1.1]) }),
    velocity: [0, 0],
    heading: 0,
    gaitPhase: 0,
    standAt: undefined,
    lookAt: undefined,
    hands: { left: restingHand(), right: restingHand() },
    contents: [],
    visit: undefined,
  };
}

const carriedBy = ({ contents, hands }: Shopper): Item[] =>
  [...contents, ...[hands.left, hands.right].flatMap(({ holding }) => holding ?? [])];

/**
 * A world that the seed and the scenario alone determine.
 *
 * @throws WalkoutError STORE_UNSUITABLE for a layout without an entry or an exit
 */
export function createWorld(layout: StoreLayout, seed: number | string, scenario: Scenario): World {
  const random = createRandom(seed);
  const { entry, exit } = gatesOf(layout);
  const { around, shoppers, stock, scales, events } = openStore(layout, random);
  const activities = new Map<Shopper, Activity>();
  let coming = scenario.shoppers.map((plan, index) => ({ plan, id: `shopper-${index + 1}` }));
  let steps = 0;
  const passed = { in: 0, out: 0 };

  const letIn = (time: number) => {
    for (const { plan, id } of coming.filter(({ plan }) => plan.arrivesAt <= time)) {
      const shopper = newcomer(plan, id, { layout, entry, random: random.fork(id) });
      shoppers.push(shopper);
      activities.set(shopper, visitStore(shopper, around, { entry, exit }));
    }
    coming = coming.filter(({ plan }) => plan.arrivesAt > time);
  };

  /** Moves a shopper on by a step; tells of the gate when it was crossed. */
  const advance = (shopper: Shopper): GatePassage | undefined => {
    const wasInside = isInside(layout.floor, shopper.position);
    const { done } = activities.get(shopper)!.next();
    advanceBody(shopper, STEP_SECONDS);
    if (done) shoppers.splice(shoppers.indexOf(shopper), 1);
    const inside = isInside(layout.floor, shopper.position);
    if (inside === wasInside) return undefined;
    // The exit counts people and knows nobody.
    if (!inside) return { gate: exit.id, direction: 'out', passage: `exit-${++passed.out}` };
    shopper.visit = `visit-${++passed.in}`;
    return { gate: entry.id, direction: 'in', passage: shopper.visit, credential: `card-${shopper.random.integer(1000, 9999)}` };
  };

  return {
    layout,
    shoppers,
    stock,
    get finished() {
      return coming.length === 0 && shoppers.length === 0;
    },
    step() {
      const time = ++steps * STEP_SECONDS;
      letIn(time);
      const crossings = [...shoppers].map((shopper) => ({ shopper, passage: advance(shopper) }));
      return {
        time,
        weights: new Map([...scales].map(([shelf, scale]) => [shelf, scale.step()])),
        passages: crossings.flatMap(({ passage }) => passage ?? []),
        events: events.splice(0),
        departures: crossings
          .filter(({ passage }) => passage?.direction === 'out')
          .map(({ shopper }) => ({ visit: shopper.visit!, items: carriedBy(shopper) })),
      };
    },
  };
}
