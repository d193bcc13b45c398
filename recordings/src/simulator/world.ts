import type { Gate, Grams, ItemChange, StoreLayout } from '@walkout/contracts';
import { recordingsError } from '../errors.ts';
import { createRandom } from '../random.ts';
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

/** What came to pass within one step. */
export interface Happenings {
  /** Seconds since the world began, at the end of the step. */
  readonly time: number;
  /** One reading a plate, by shelf. */
  readonly weights: ReadonlyMap<string, readonly Grams[]>;
  readonly passages: readonly { readonly gate: string; readonly direction: 'in' | 'out'; readonly passage: string; readonly credential?: string }[];
  /** Truth: complete when the hand has left the shelf. */
  readonly events: readonly { readonly person: string; readonly visit: string | undefined; readonly item: Item; readonly change: ItemChange }[];
  /** Truth: who left, with what. */
  readonly departures: readonly { readonly visit: string; readonly items: readonly Item[] }[];
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

/**
 * A world that the seed and the scenario alone determine.
 *
 * @throws WalkoutError STORE_UNSUITABLE for a layout without an entry or an exit
 */
export function createWorld(layout: StoreLayout, seed: number | string, scenario: Scenario): World {
  const random = createRandom(seed);
  const gateOf = (kind: Gate['kind']): Gate => {
    const gate = layout.gates.find((candidate) => candidate.kind === kind);
    if (gate === undefined) throw recordingsError('STORE_UNSUITABLE', `store "${layout.store}" has no ${kind} gate`);
    return gate;
  };
  const [entry, exit] = [gateOf('entry'), gateOf('exit')];
  const items = stockStore(layout, random.fork('stock'));
  const stock = new Set(items);
  const shelfById = new Map(layout.shelves.map((shelf) => [shelf.id, shelf]));
  const scales = new Map(layout.shelves.map((shelf) => [
    shelf.id,
    createShelfScale(shelf, items.filter((item) => item.shelf === shelf.id), random.fork(`scale ${shelf.id}`)),
  ]));
  const meetings = new Map<string, Set<string>>();
  const shoppers: Shopper[] = [];
  const activities = new Map<Shopper, Activity>();
  let coming = scenario.shoppers.map((plan, index) => ({ plan, id: `shopper-${index + 1}` }));
  let events: Happenings['events'][number][] = [];
  let steps = 0;
  let visits = 0;
  let exits = 0;

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

  const arrive = (plan: ShopperPlan, id: string) => {
    const own = random.fork(id);
    const shopper: Shopper = {
      id, plan, shape: plan.shape, random: own,
      position: gatePoint(layout, entry, { inward: -0.8, aside: own.pick([-1.1, 1.1]) }),
      velocity: [0, 0], heading: 0, gaitPhase: 0, standAt: undefined, lookAt: undefined,
      hands: { left: restingHand(), right: restingHand() }, contents: [], visit: undefined,
    };
    shoppers.push(shopper);
    activities.set(shopper, visitStore(shopper, around, { entry, exit }));
  };

  /** Moves a shopper on by a step; tells of the gate when it was crossed. */
  const advance = (shopper: Shopper): Happenings['passages'] => {
    const wasInside = isInside(layout.floor, shopper.position);
    const { done } = activities.get(shopper)!.next();
    advanceBody(shopper, STEP_SECONDS);
    if (done) shoppers.splice(shoppers.indexOf(shopper), 1);
    const inside = isInside(layout.floor, shopper.position);
    if (inside === wasInside) return [];
    if (!inside) return [{ gate: exit.id, direction: 'out', passage: `${exit.id}-${++exits}` }];
    shopper.visit = `visit-${++visits}`;
    return [{ gate: entry.id, direction: 'in', passage: shopper.visit, credential: `card-${1000 + shopper.random.integer(0, 8999)}` }];
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
      for (const { plan, id } of coming.filter(({ plan }) => plan.arrivesAt <= time)) arrive(plan, id);
      coming = coming.filter(({ plan }) => plan.arrivesAt > time);
      const passages: Happenings['passages'][number][] = [];
      const departures: Happenings['departures'][number][] = [];
      for (const shopper of [...shoppers]) {
        for (const passage of advance(shopper)) {
          passages.push(passage);
          const held = Object.values(shopper.hands).flatMap(({ holding }) => holding ?? []);
          if (passage.direction === 'out') departures.push({ visit: shopper.visit!, items: [...shopper.contents, ...held] });
        }
      }
      const weights = new Map([...scales].map(([shelf, scale]) => [shelf, scale.step()]));
      const happened = { time, weights, passages, events, departures };
      events = [];
      return happened;
    },
  };
}
