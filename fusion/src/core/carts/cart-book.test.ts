import { describe, expect, it } from 'vitest';
import { createCartBook } from './cart-book.ts';
import type { CartBook } from './cart-book.ts';
import type { CartChange, Explanation } from './hypothesis.ts';
import { unknownObjectOf } from './unknown-object.ts';

const take = (visit: string, product: string, probability: number, more: Partial<CartChange> = {}): Explanation => ({
  changes: [{ visit, product, quantity: 1, ...more }], probability,
});
const put = (visit: string, product: string, probability: number, more: Partial<CartChange> = {}): Explanation => take(visit, product, probability, { quantity: -1, ...more });

function bookOf(...events: (readonly Explanation[])[]): CartBook {
  const book = createCartBook();
  events.forEach((explanations, i) => book.add({ id: `e${i + 1}`, at: i, explanations }));
  return book;
}
const cart = (book: CartBook, visit: string) => book.cart(visit, 1, 'open');
const goods = (book: CartBook, visit: string) => cart(book, visit).lines.map(({ product, quantity }) => `${quantity} ${product}`);

describe('cart book', () => {
  it('is an empty cart before anything happened', () => {
    expect(cart(createCartBook(), 'anna')).toEqual({ visit: 'anna', revision: 0, capturedAt: 1, state: 'open', lines: [] });
  });

  it('weighs who took an item, and says what the other may hold', () => {
    const book = bookOf([take('anna', 'milk', 0.7), take('ben', 'milk', 0.3)]);
    expect(cart(book, 'anna').lines).toEqual([
      { product: 'milk', quantity: 1, probability: 0.7, evidence: ['e1'], alternatives: [{ items: [], probability: 0.3 }] },
    ]);
    expect(cart(book, 'ben')).toMatchObject({ lines: [], perhaps: [{ product: 'milk', quantity: 1, probability: 0.3, evidence: ['e1'] }] });
  });

  it('lets a return mend an earlier doubt: only who took it can bring it back', () => {
    const taken = [take('anna', 'milk', 0.4), take('ben', 'milk', 0.6)];
    // Anna took and returned: 0.4 * 0.9 = 0.36; Ben did: 0.6 * 0.1 = 0.06. All else breaks physics.
    const returned = bookOf(taken, [put('anna', 'milk', 0.9), put('ben', 'milk', 0.1)]);
    expect([goods(returned, 'anna'), goods(returned, 'ben')]).toEqual([[], []]);
    expect(goods(bookOf(taken, [put('anna', 'milk', 1)]), 'ben')).toEqual([]);
  });

  it('names the visits whose cart changed', () => {
    const book = bookOf([take('anna', 'milk', 1)]);
    expect(book.add({ id: 'e2', at: 5, explanations: [take('ben', 'tea', 0.9), take('cleo', 'tea', 0.1)] })).toEqual(['ben', 'cleo']);
    expect(book.add({ id: 'e3', at: 6, explanations: [] })).toEqual([]);
  });

  it('stays bounded however many doubtful events come, and is no surer of a line than its event was', () => {
    const book = bookOf(...Array.from({ length: 20 }, (_, i) => [take('anna', `p${i}`, 0.5), take('ben', `p${i}`, 0.5)]));
    const lines = [...cart(book, 'anna').lines, ...cart(book, 'ben').lines];
    expect(lines).toHaveLength(20);
    for (const { probability } of lines) expect(Math.abs(probability - 0.5)).toBeLessThan(0.01);
  });

  it('keeps doubts apart that have nothing to do with each other', () => {
    const book = bookOf(...Array.from({ length: 20 }, (_, i) => [take(`a${i}`, 'milk', 0.6), take(`b${i}`, 'milk', 0.4)]));
    for (let i = 0; i < 20; i++) expect(cart(book, `a${i}`).lines[0]?.probability).toBe(0.6);
  });

  it('lets what was put down astray be taken once, by whoever comes', () => {
    const astray = [take('anna', 'milk', 1)];
    const down = [put('anna', 'milk', 1, { stray: 'e2:milk' })];
    const up = [take('ben', 'milk', 0.9, { stray: 'e2:milk' }), take('ben', 'tea', 0.1)];
    const book = bookOf(astray, down, up);
    expect([goods(book, 'anna'), goods(book, 'ben')]).toEqual([[], ['1 milk']]);
    expect(bookOf(astray, down).strays()).toEqual(new Map([['e2:milk', 1]]));
    expect(book.strays().get('e2:milk')).toBe(1); // as long as it may have been tea
    // What was taken already cannot be taken again: the second time it must have been tea.
    book.add({ id: 'e4', at: 9, explanations: [take('cleo', 'milk', 0.9, { stray: 'e2:milk' }), take('cleo', 'tea', 0.1)] });
    expect(goods(book, 'cleo')).toEqual(['1 tea']);
  });

  it('believes ever less in a stray that nobody takes, and has it taken no more often in all than it was ever put down', () => {
    const book = bookOf([take('anna', 'milk', 1)], [put('anna', 'milk', 0.96), put('anna', 'milk', 0.04, { stray: 'e2:milk' })]);
    const others = Array.from({ length: 20 }, (_, i) => `ben${i}`);
    others.forEach((visit, i) => {
      const explanations = [take(visit, 'tea', 2 / 3), take(visit, 'milk', 1 / 3, { stray: 'e2:milk' })];
      book.add({ id: `t${i}`, at: 10 + i, explanations, besides: new Set(['e2:milk']) });
    });
    const strayIn = (visit: string): number => 1 - cart(book, visit).lines.find(({ product }) => product === 'tea')!.probability;
    expect(others.reduce((sum, visit) => sum + strayIn(visit), 0)).toBeCloseTo(0.04, 2);
    expect(strayIn('ben0')).toBeCloseTo(0.04 / 3, 3);
    expect(strayIn('ben19')).toBeLessThan(0.002);
  });

  it('explains an event anew, and what followed it too', () => {
    const book = bookOf([take('anna', 'milk', 1)], [take('ben', 'tea', 1)]);
    expect(book.add({ id: 'e1', at: 2, explanations: [] })).toEqual(['anna']);
    expect([goods(book, 'anna'), goods(book, 'ben')]).toEqual([[], ['1 tea']]);
  });

  it('knows what a visit may hold, also without one event', () => {
    const book = bookOf([take('anna', 'milk', 0.8), take('ben', 'milk', 0.2)], [take('anna', 'tea', 1)]);
    const held = (visit: string, without?: string) => Object.fromEntries(book.mayHold(visit, without));
    const milk = { quantity: 1, events: ['e1'] };
    expect(held('anna')).toEqual({ milk, tea: { quantity: 1, events: ['e2'] } });
    expect(held('anna', 'e2')).toEqual({ milk });
    expect(held('ben')).toEqual({ milk });
  });

  it('says that something unknown may be held, and never charges it', () => {
    const book = bookOf([take('anna', unknownObjectOf('e1'), 0.7), take('anna', 'milk', 0.3)]);
    expect(cart(book, 'anna')).toMatchObject({ lines: [], perhaps: [{ quantity: 1, probability: 0.7 }, { product: 'milk', probability: 0.3 }] });
  });

  it('tells a hand-over in each story by what it has the giver hold', () => {
    const book = bookOf([take('anna', 'milk', 0.5), take('cleo', 'milk', 0.5)]);
    const over: CartChange[] = [{ visit: 'anna', product: 'milk', quantity: -1 }, { visit: 'ben', product: 'milk', quantity: 1 }];
    book.add({ id: 'h1', at: 3, explanations: {
      changes: over,
      explanationsIn: ({ carts }) => (carts.get('anna')?.has('milk') === true ? [{ changes: over, probability: 0.6 }, { changes: [], probability: 0.4 }] : [{ changes: [], probability: 1 }]),
    } });
    const mayHave = (visit: string) => [...cart(book, visit).lines, ...(cart(book, visit).perhaps ?? [])].map(({ probability }) => probability);
    expect([mayHave('anna'), mayHave('ben'), mayHave('cleo')]).toEqual([[0.2], [0.3], [0.5]]);
  });

  it('is no surer of a hand-over than it was, though there are too many stories to tell', () => {
    const doubts = Array.from({ length: 20 }, (_, i) => [take('anna', `p${i}`, 0.5), take('ben', `p${i}`, 0.5)]);
    const book = bookOf(...doubts, [take('anna', 'milk', 1)]);
    const over: CartChange[] = [{ visit: 'anna', product: 'milk', quantity: -1 }, { visit: 'ben', product: 'milk', quantity: 1 }];
    book.add({ id: 'h1', at: 30, explanations: { changes: over, explanationsIn: () => [{ changes: over, probability: 0.6 }, { changes: [], probability: 0.4 }] } });
    const passed = cart(book, 'ben').lines.find(({ product }) => product === 'milk');
    expect(passed?.probability).toBeCloseTo(0.6, 1);
  });

  it('forgets a visit that is over, and hindsight does not bring it back', () => {
    const book = bookOf([take('anna', 'milk', 1)], [take('ben', 'tea', 1)]);
    book.close('anna');
    book.add({ id: 'e2', at: 3, explanations: [take('ben', 'jam', 1)] });
    expect([goods(book, 'anna'), goods(book, 'ben')]).toEqual([[], ['1 jam']]);
  });

  it('explains anew what a visit may have had a part in that is over', () => {
    const book = bookOf([take('anna', 'milk', 0.1), take('ben', 'milk', 0.9)]);
    book.close('anna');
    const returned = { changes: [...take('ben', 'milk', 1).changes, ...put('ben', 'milk', 1).changes], probability: 1 };
    book.add({ id: 'e1', at: 3, explanations: [returned] });
    expect([goods(book, 'anna'), goods(book, 'ben')]).toEqual([[], []]);
  });

  it('explains nothing anew that is long over, nor what each story tells of a visit that is', () => {
    const book = bookOf([take('anna', 'milk', 1)], [take('anna', 'tea', 1)]);
    const over: CartChange[] = [{ visit: 'anna', product: 'milk', quantity: -1 }, { visit: 'ben', product: 'milk', quantity: 1 }];
    book.add({ id: 'h1', at: 3, explanations: { changes: over, explanationsIn: () => [{ changes: over, probability: 1 }] } });
    expect(['e1', 'e2', 'h1'].map(book.mayBeExplainedAnew)).toEqual([true, true, true]);
    book.add({ id: 'e3', at: 4, explanations: [take('ben', 'jam', 1)] });
    book.close('anna');
    expect(['e1', 'e2', 'h1', 'e3'].map(book.mayBeExplainedAnew)).toEqual([false, false, false, true]);
    book.add({ id: 'e4', at: 60_000, explanations: [take('ben', 'tea', 1)] });
    expect(book.mayBeExplainedAnew('e3')).toBe(false);
    expect(goods(book, 'ben')).toEqual(['1 jam', '1 milk', '1 tea']);
  });
});
