import { demoLayout } from '@walkout/recordings/simulator';
import { describe, expect, it } from 'vitest';
import { createCartBook } from '../carts/cart-book.ts';
import { planogramByShelf } from '../shelves/planogram-by-shelf.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { createEventDecider } from './event-decider.ts';
import type { Suspect } from './who-reached.ts';

const layout = demoLayout();
const [{ product, plates: [plate] }] = layout.planogram as [(typeof layout.planogram)[number] & { plates: [string] }];
const shelf = layout.shelves.find(({ plates }) => plates.some(({ id }) => id === plate))!;
const grams = -layout.products.find(({ id }) => id === product)!.unitWeight.mean;

/** One unit of the product is lifted off its plate. */
const lifted: WeightChange = {
  id: 'e1', shelf: shelf.id, startedAt: 1_000, restedAt: 1_500, settledAt: 1_500, grams, error: 1, plates: [{ plate, grams, error: 1 }],
  place: shelf.plates.find(({ id }) => id === plate)!.centre, spread: 0.05,
};

function deciderOf(suspects: () => readonly Suspect[]) {
  const carts = createCartBook();
  const decider = createEventDecider(layout, carts, { planogramOf: planogramByShelf(layout), suspectsAt: suspects, isStaff: () => false, traceOf: () => undefined });
  return { carts, decider, linesOf: (visit: string) => carts.cart(visit, 2_000, 'open').lines.map((line) => ({ product: line.product, probability: line.probability })) };
}

describe('who did what', () => {
  const stranger: Suspect = { person: 'p7', visit: undefined, probability: 0.7, likelihood: 0.05 };
  const lost: Suspect = { person: undefined, visit: 'anna', probability: 0.28, likelihood: 0.02 };
  const found: Suspect = { person: 'p7', visit: 'anna', probability: 0.99, likelihood: 0.9 };

  it('is decided anew when somebody who was nobody\'s turns out to be a shopper who was lost', () => {
    let suspects = [stranger, lost];
    const { decider, linesOf } = deciderOf(() => suspects);
    expect(decider.decide(lifted).events[0]?.people.map(({ person }) => person)).toEqual(['p7', 'unseen']);
    expect(linesOf('anna')).toEqual([]);
    suspects = [found];
    const { events, changed } = decider.recognise(new Set(['p7']));
    expect(changed).toEqual(['anna']);
    expect(events.map(({ event, people }) => [event, people])).toEqual([['e1', [{ person: 'p7', visit: 'anna', probability: 0.99 }]]]);
    expect(linesOf('anna')).toEqual([{ product, probability: 0.99 }]);
  });
  it('stays as it is when somebody else is recognised, or too late', () => {
    let suspects = [stranger, lost];
    const { decider } = deciderOf(() => suspects);
    decider.decide(lifted);
    suspects = [found];
    expect(decider.recognise(new Set(['p8']))).toEqual({ events: [], changed: [] });
    decider.settle(60_000);
    expect(decider.recognise(new Set(['p7']))).toEqual({ events: [], changed: [] });
  });
  it('stays as it is when it can be told anew no more: somebody with a part in what followed has left', () => {
    let suspects = [stranger, lost];
    const { carts, decider } = deciderOf(() => suspects);
    decider.decide(lifted);
    carts.add({ id: 'h1', at: 1_800, explanations: { changes: [{ visit: 'ben', product, quantity: 1 }], explanationsIn: () => [{ changes: [{ visit: 'ben', product, quantity: 1 }], probability: 1 }] } });
    carts.close('ben');
    suspects = [found];
    expect(decider.recognise(new Set(['p7']))).toEqual({ events: [], changed: [] });
  });
});
