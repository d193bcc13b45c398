import { describe, expect, it } from 'vitest';
import { randomShape } from '../../body/index.ts';
import { createRandom } from '../../random.ts';
import { demoLayout } from '../store/demo-layout.ts';
import { createWorld } from '../world.ts';
import type { Departure, GatePassage, HandledItem } from '../world.ts';
import type { Errand, ShopperPlan } from './shopper-plan.ts';

const layout = demoLayout();
const [drink, milk] = ['oat-drink-1-l', 'whole-milk-1-l'];
const LONGEST_STEPS = 60 * 90;

const plan = (errands: readonly Errand[], more: Partial<ShopperPlan> = {}): ShopperPlan => ({
  shape: randomShape(createRandom('somebody')), arrivesAt: 0, container: 'bag', pace: 1.2, errands, inOrder: true, ...more,
});

/** A day with these shoppers: what they did, and what they carried out. */
function run(...shoppers: ShopperPlan[]) {
  const world = createWorld(layout, 'errands', { shoppers });
  const events: HandledItem[] = [];
  const departures: Departure[] = [];
  const passages: GatePassage[] = [];
  const heaviest = { before: 0, most: 0 };
  for (let step = 0; step < LONGEST_STEPS && !world.finished; step++) {
    const happened = world.step();
    events.push(...happened.events);
    departures.push(...happened.departures);
    passages.push(...happened.passages);
    const total = [...happened.weights.values()].flat().reduce((sum, grams) => sum + grams, 0);
    heaviest.before ||= total;
    heaviest.most = Math.max(heaviest.most, total);
  }
  expect(world.finished).toBe(true);
  return {
    changes: events.map(({ item, change }) => ({ ...change, plates: item.plates })),
    carried: departures.map(({ items }) => items.map(({ product }) => product).sort()),
    departures, passages,
    extraGrams: heaviest.most - heaviest.before,
  };
}
const platesOf = (product: string) => layout.planogram.find((entry) => entry.product === product)!.plates;

describe('a shopper', () => {
  it('who puts something back among other goods leaves it there', () => {
    const { changes, carried } = run(plan([{ kind: 'take', product: drink }, { kind: 'put', product: drink, among: milk }]));
    expect(changes).toEqual([
      { product: drink, quantity: 1, plates: platesOf(drink) },
      { product: drink, quantity: -1, plates: platesOf(milk) },
    ]);
    expect(carried).toEqual([[]]);
  });
  it('finds what is misplaced where it was put', () => {
    const { changes, carried } = run(plan([{ kind: 'take', product: drink }, { kind: 'put', product: drink, among: milk }, { kind: 'take', product: drink, among: milk }]));
    expect(changes.at(-1)).toEqual({ product: drink, quantity: 1, plates: platesOf(milk) });
    expect(carried).toEqual([[drink]]);
  });
  it('takes several with one grip, and one with each hand', () => {
    const { changes, carried } = run(plan([{ kind: 'grab', product: drink, quantity: 2 }, { kind: 'both', product: milk, other: drink }]));
    expect(changes[0]).toMatchObject({ product: drink, quantity: 2 });
    expect(carried).toEqual([[drink, drink, drink, milk].sort()]);
  });
  it('leaves a pack on the floor, and it is nobody’s', () => {
    expect(run(plan([{ kind: 'take', product: drink }, { kind: 'drop', product: drink }])).carried).toEqual([[]]);
  });
  it('leans, rests a hand and puts a bag down: the scales feel it, no truth tells of it', () => {
    const { changes, extraGrams } = run(plan([
      { kind: 'lean', product: drink, seconds: 1.5 }, { kind: 'hold', product: drink, seconds: 2, then: 'leave' }, { kind: 'bag', product: drink, grams: 2_000, seconds: 1 },
    ]));
    expect(changes).toEqual([]);
    expect(extraGrams).toBeGreaterThan(500);
  });
  it('sweeps up neighbours one by one', () => {
    expect(run(plan([{ kind: 'sweep', product: drink, products: [drink, milk] }])).carried).toEqual([[drink, milk].sort()]);
  });
});

describe('shoppers together', () => {
  it('hand a pack over, and the other carries it out', () => {
    const { changes, departures } = run(
      plan([{ kind: 'take', product: drink }, { kind: 'give', product: drink, meeting: 'm' }]),
      plan([{ kind: 'receive', meeting: 'm' }], { arrivesAt: 4 }),
    );
    expect(changes).toHaveLength(1);
    expect(departures.find(({ visit }) => visit === 'visit-1')!.items).toEqual([]);
    expect(departures.find(({ visit }) => visit === 'visit-2')!.items.map(({ product }) => product)).toEqual([drink]);
  });
  it('share one visit and one receipt as a party', () => {
    const { carried, passages } = run(plan([{ kind: 'take', product: drink }], { party: 'p' }), plan([{ kind: 'take', product: milk }], { party: 'p', arrivesAt: 3 }));
    expect(passages.filter(({ direction }) => direction === 'in').map(({ visit }) => visit)).toEqual([undefined, 'visit-1']);
    expect(carried).toEqual([[drink, milk].sort()]);
  });
  it('meet staff, who bring goods, say so at the gate, and have no receipt', () => {
    const { changes, carried, passages } = run(plan([{ kind: 'restock', product: drink, quantity: 2 }], { staff: true }));
    expect(passages[0]).toMatchObject({ direction: 'in', staff: true });
    expect(changes).toEqual([{ product: drink, quantity: -1, plates: platesOf(drink) }, { product: drink, quantity: -1, plates: platesOf(drink) }]);
    expect(carried).toEqual([]);
  });
});
