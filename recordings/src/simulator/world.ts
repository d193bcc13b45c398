import { isInside } from '@walkout/contracts';
import type { FloorPoint, Gate, Grams, ItemChange, StoreLayout } from '@walkout/contracts';
import { recordingsError } from '../errors.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { createFloorPlan, middleOf } from './floor/floor-plan.ts';
import { createShelfScale, SAMPLE_RATE } from './scales/shelf-scale.ts';
import { advanceBody, restingHand } from './shopper/shopper.ts';
import { createParties } from './shopper/parties.ts';
import type { Shopper } from './shopper/shopper.ts';
import type { Scenario, ShopperPlan } from './shopper/shopper-plan.ts';
import { gatePoint } from './shopper/stand.ts';
import { distanceOf } from './shopper/surroundings.ts';
import type { Activity, Meeting, Surroundings } from './shopper/surroundings.ts';
import { visitStore } from './shopper/visit-store.ts';
import { createSupply } from './stock/supply.ts';
import { stockStore } from './stock/stock.ts';
import type { Item } from './stock/stock.ts';

/** Walkers look for the way anew this often. */
const REPLAN_SECONDS = 0.6;

/** The world moves on with the scales' samples. */
export const STEP_SECONDS = 1 / SAMPLE_RATE;

export interface GatePassage {
  readonly gate: string;
  readonly direction: 'in' | 'out';
  readonly passage: string;
  /** The visit it joins, where that is not the one it opens. */
  readonly visit?: string;
  readonly staff?: true;
  readonly credential?: string;
}

/** Truth: what a hand did at a shelf, complete when it has left it. */
export interface HandledItem {
  readonly person: string;
  readonly visit: string | undefined;
  readonly item: Item;
  readonly change: ItemChange;
}

/** Truth: a visit whose last shopper left, and all that they carried out. Staff are no visit of this kind. */
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

/** The doors of a store. */
interface Doors {
  /** Lanes side by side, each with a reader of its own; mostly one. */
  readonly lanes: readonly Gate[];
  /** All lanes as one. */
  readonly entry: Gate;
  readonly exit: Gate;
}

function doorsOf({ gates, store }: StoreLayout): Doors {
  const gatesOf = (kind: Gate['kind']): readonly [Gate, ...Gate[]] => {
    const [first, ...others] = gates.filter((candidate) => candidate.kind === kind);
    if (first === undefined) throw recordingsError('STORE_UNSUITABLE', `store "${store}" has no ${kind} gate`);
    return [first, ...others];
  };
  const lanes = gatesOf('entry');
  return { lanes, entry: { ...lanes[0], to: lanes.at(-1)!.to }, exit: gatesOf('exit')[0] };
}

/** Shelves, goods and scales, and what shoppers do to them. */
function openStore(layout: StoreLayout, random: Random, { shoppers: plans, replanSeconds = REPLAN_SECONDS }: Scenario) {
  const items = stockStore(layout, random.fork('stock'));
  const stock = new Set(items);
  const shelfById = new Map(layout.shelves.map((shelf) => [shelf.id, shelf]));
  const scales = new Map(layout.shelves.map((shelf) => [
    shelf.id,
    createShelfScale(shelf, items.filter((item) => item.shelf === shelf.id), random.fork(`scale ${shelf.id}`)),
  ]));
  const shoppers: Shopper[] = [];
  const meetings = new Map<string, Meeting>();
  const expected = (word: string) => plans.filter(({ errands }) => errands.some(({ meeting }) => meeting === word)).length;
  const events: HandledItem[] = [];
  const around: Surroundings = {
    layout,
    floor: createFloorPlan(layout),
    stepSeconds: STEP_SECONDS,
    others: (shopper) => shoppers.filter((other) => other !== shopper),
    available: (product) => items.filter((item) => item.product === product && stock.has(item)),
    shelfOf: (item) => shelfById.get(item.shelf)!,
    scaleOf: (item) => scales.get(item.shelf)!,
    standingOn: (shelf) => items.filter((item) => item.shelf === shelf && stock.has(item)),
    supply: createSupply(layout, random),
    taken: (item) => void stock.delete(item),
    returned(item) {
      stock.add(item);
      if (!items.includes(item)) items.push(item);
    },
    completed: ({ id, visit }, item, quantity) =>
      void events.push({ person: id, visit, item, change: { product: item.product, quantity } }),
    meeting(word) {
      let meeting = meetings.get(word);
      if (meeting === undefined) meetings.set(word, (meeting = { expected: expected(word), present: new Set(), offer: undefined }));
      return meeting;
    },
    replanSeconds,
  };
  return { around, shoppers, stock, scales, events };
}

/** The gate whose middle is nearest. */
const nearestTo = (point: FloorPoint, gates: readonly Gate[]): Gate => gates.reduce((best, gate) => (isNearer(point, gate, best) ? gate : best));

const isNearer = (point: FloorPoint, one: Gate, other: Gate): boolean => distanceOf(point, middleOf(one)) < distanceOf(point, middleOf(other));

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
    goesFor: [],
    hands: { left: restingHand(), right: restingHand() },
    contents: [],
    visit: undefined,
  };
}

const carriedBy = ({ contents, hands }: Shopper): Item[] =>
  [...contents, ...hands.left.holding, ...hands.right.holding];

/**
 * A world that the seed and the scenario alone determine.
 *
 * @throws WalkoutError STORE_UNSUITABLE for a layout without an entry or an exit
 */
export function createWorld(layout: StoreLayout, seed: number | string, scenario: Scenario): World {
  const random = createRandom(seed);
  const { lanes, entry, exit } = doorsOf(layout);
  const { around, shoppers, stock, scales, events } = openStore(layout, random, scenario);
  const activities = new Map<Shopper, Activity>();
  let coming = scenario.shoppers.map((plan, index) => ({ plan, id: `shopper-${index + 1}` }));
  let steps = 0;
  const passed = { in: 0, out: 0 };
  const parties = createParties(scenario);
  const gone = new Set<Shopper>();

  const letIn = (time: number) => {
    for (const { plan, id } of coming.filter(({ plan }) => plan.arrivesAt <= time)) {
      const shopper = newcomer(plan, id, { layout, entry, random: random.fork(id) });
      shoppers.push(shopper);
      activities.set(shopper, visitStore(shopper, around, { entry: nearestTo(shopper.position, lanes), exit }));
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
    // Whoever is pushed back over a doorstep has neither left nor come again.
    if (inside ? shopper.visit !== undefined : gone.has(shopper) || isNearer(shopper.position, entry, exit)) return undefined;
    // The exit counts people and knows nobody.
    if (!inside) {
      gone.add(shopper);
      return { gate: exit.id, direction: 'out', passage: `exit-${++passed.out}` };
    }
    const passage = `visit-${++passed.in}`;
    shopper.visit = parties.join(shopper, passage);
    return {
      gate: nearestTo(shopper.position, lanes).id, direction: 'in', passage,
      ...(shopper.visit === passage ? {} : { visit: shopper.visit }),
      ...(shopper.plan.staff ? { staff: true as const } : {}),
      credential: `card-${shopper.random.integer(1000, 9999)}`,
    };
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
        departures: crossings.flatMap(({ shopper, passage }) => (passage?.direction === 'out' ? parties.leave(shopper, carriedBy(shopper)) : [])),
      };
    },
  };
}
