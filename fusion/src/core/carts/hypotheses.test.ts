import { describe, expect, it } from 'vitest';
import { cartLines } from './cart-lines.ts';
import { createCartBook } from './cart-book.ts';
import { explain, forget, INITIAL } from './hypotheses.ts';
import type { Beliefs, Explanation } from './hypotheses.ts';

const take = (visit: string, product: string, probability: number, quantity = 1): Explanation => ({
  changes: [{ visit, product, quantity }], probability,
});

/** Nothing was lost in these, so what events say alone does not count. */
const lines = (beliefs: Beliefs, visit: string) => cartLines(beliefs, visit, () => 0);

describe('hypotheses', () => {
  it('is an empty cart before anything happened', () => {
    expect(lines(INITIAL, 'anna')).toEqual([]);
  });

  it('weighs who took an item', () => {
    const after = explain(INITIAL, 'e1', [take('anna', 'milk', 0.7), take('ben', 'milk', 0.3)]);
    expect(lines(after, 'anna')).toEqual([{ product: 'milk', quantity: 1, probability: 0.7, evidence: ['e1'] }]);
    expect(lines(after, 'ben')).toEqual([]);
  });

  it('lets a return mend an earlier doubt: only who took it can bring it back', () => {
    const taken = explain(INITIAL, 'e1', [take('anna', 'milk', 0.4), take('ben', 'milk', 0.6)]);
    const returned = explain(taken, 'e2', [take('anna', 'milk', 0.9, -1), take('ben', 'milk', 0.1, -1)]);
    // Anna took and returned: 0.4 * 0.9 = 0.36; Ben did: 0.6 * 0.1 = 0.06. All else breaks physics.
    expect(lines(returned, 'anna')).toEqual([]);
    expect(lines(returned, 'ben')).toEqual([]);
    const elsewhere = explain(taken, 'e2', [take('anna', 'milk', 1, -1)]);
    expect(elsewhere.hypotheses[0]?.carts.get('ben')?.get('milk')).toBeUndefined();
  });

  it('joins stories that agree and scales their weights to one', () => {
    const after = explain(INITIAL, 'e1', [
      take('anna', 'milk', 0.2), take('anna', 'milk', 0.2), { changes: [], probability: 0.4 },
    ]);
    expect(after.hypotheses).toHaveLength(2);
    expect(after.hypotheses.reduce((sum, { logWeight }) => sum + Math.exp(logWeight), 0)).toBeCloseTo(1, 12);
    expect(after.hypotheses[0]!.logWeight).toBeCloseTo(Math.log(0.5), 12);
  });

  it('stays bounded however many doubtful events come, and forgets a visit that is over', () => {
    let beliefs = INITIAL;
    for (let i = 0; i < 40; i++) beliefs = explain(beliefs, `e${i}`, [take('anna', `p${i}`, 0.55), take('ben', `p${i}`, 0.45)]);
    expect(beliefs.hypotheses.length).toBeLessThanOrEqual(128);
    expect(forget(forget(beliefs, 'anna'), 'ben').hypotheses).toHaveLength(1);
  });

  it('leaves all as it was when an event has no explanation', () => {
    expect(explain(INITIAL, 'e1', [])).toEqual(INITIAL);
  });
});

describe('cart book', () => {
  it('is no surer of a line than its event was, when stories became too many to tell', () => {
    const book = createCartBook();
    for (let i = 0; i < 20; i++) book.add(`e${i}`, [take('anna', `p${i}`, 0.5), take('ben', `p${i}`, 0.5)]);
    const probabilities = [...book.cart('anna', 1, 'open').lines, ...book.cart('ben', 1, 'open').lines].map((line) => line.probability);
    expect(probabilities).toHaveLength(20);
    for (const probability of probabilities) expect(Math.abs(probability - 0.5)).toBeLessThan(0.01);
  });

  it('names the visits whose cart changed and counts revisions', () => {
    const book = createCartBook();
    expect(book.cart('anna', 5, 'open')).toEqual({ visit: 'anna', revision: 0, capturedAt: 5, state: 'open', lines: [] });
    expect(book.add('e1', [take('anna', 'milk', 1, 2)])).toEqual(['anna']);
    expect(book.held()).toEqual([{ product: 'milk', quantity: 2 }]);
    expect(book.cart('anna', 9, 'closed').revision).toBe(1);
    book.close('anna');
    expect(book.held()).toEqual([]);
  });
});
