import type { ShelfEvent } from '@walkout/contracts';
import { describe, expect, it } from 'vitest';
import { createCartBook } from '../carts/cart-book.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { createActDecider } from './act-decider.ts';

const TAKEN_AT = 10_000;

/** Anna took milk, and stoops some seconds later, when something changes in a shelf. */
function stoopsAt(place: [number, number, number], change?: { readonly change: Partial<WeightChange>; readonly by?: readonly { visit: string; probability: number }[] }): string[] {
  const carts = createCartBook();
  carts.add({ id: 'e1', at: TAKEN_AT, explanations: [{ changes: [{ visit: 'anna', product: 'milk', quantity: 1 }], probability: 1 }] });
  const decider = createActDecider(carts, { visitOf: (person) => person, isStaff: () => false });
  const at = TAKEN_AT + 5_000;
  decider.act({ kind: 'floor', at, place, person: 'anna' });
  if (change !== undefined) {
    const all: WeightChange = { id: 's-1', shelf: 's', startedAt: at - 300, restedAt: at + 300, settledAt: at + 300, plates: [], grams: -100, error: 1, place: [5, 5, 0.3], spread: 0.1, ...change.change };
    decider.noteChange(all, [{ people: (change.by ?? []).map((one) => ({ person: one.visit, ...one })) } as unknown as ShelfEvent]);
  }
  decider.settle(at + 4_000);
  return carts.cart('anna', at, 'open').lines.map(({ product }) => product);
}

describe('a hand at the floor', () => {
  it('leaves there what was taken last', () => expect(stoopsAt([2, 2, 0.1])).toEqual([]));
  it('is at a low shelf when something changes beside it', () => {
    expect(stoopsAt([4.5, 5, 0.1], { change: {} })).toEqual(['milk']);
    expect(stoopsAt([4.5, 5, 0.1], { change: { place: [5, 5, 0.9] } })).toEqual([]);
    expect(stoopsAt([3.5, 5, 0.1], { change: {} })).toEqual([]);
  });
  it('hangs down while its owner takes something from a low shelf', () => {
    expect(stoopsAt([3.5, 5, 0.1], { change: {}, by: [{ visit: 'anna', probability: 0.9 }] })).toEqual(['milk']);
    expect(stoopsAt([3.5, 5, 0.1], { change: {}, by: [{ visit: 'anna', probability: 0.1 }, { visit: 'ben', probability: 0.9 }] })).toEqual([]);
    expect(stoopsAt([3.5, 5, 0.1], { change: { startedAt: TAKEN_AT, restedAt: TAKEN_AT + 500 }, by: [{ visit: 'anna', probability: 1 }] })).toEqual([]);
  });
});
