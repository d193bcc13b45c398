import { describe, expect, it } from 'vitest';
import { shelfOfPlates } from '../shelves/testing/weights-by-hand.ts';
import type { CellState } from '../shelves/shelf-watcher.ts';
import { describeStock, isSameStock } from './describe-stock.ts';
import type { Weighed } from './describe-stock.ts';

const shelf = shelfOfPlates(4);
const cells = (...grams: (number | undefined)[]): CellState[] =>
  grams.map((load, i) => ({ plate: `p${i + 1}`, grams: load, health: load === undefined ? 'dead' : 'ok' }));
const weighed = (over: Partial<Weighed>): Weighed => ({
  cells: cells(0, 0, 0, 0),
  planogram: [{ product: 'beans', plates: ['p1', 'p2'] }, { product: 'soup', plates: ['p3'] }, { product: 'tea', plates: ['elsewhere'] }],
  strays: [],
  weightOf: () => ({ mean: 100, meanError: 2, spread: 1 }),
  ...over,
});

describe('stock', () => {
  it('counts units by their weight, and says what is low and empty', () => {
    const stock = describeStock(shelf, 5, weighed({ cells: cells(202.04, 103, -1, 0) }));
    expect(stock.products).toEqual([
      { product: 'beans', quantity: 3, plates: ['p1', 'p2'], misplaced: false },
      { product: 'soup', quantity: 0, plates: ['p3'], misplaced: false },
    ]);
    expect(stock.plates.map(({ condition }) => condition)).toEqual(['ok', 'ok', 'empty', 'ok']);
    expect(stock.plates[0]).toEqual({ plate: 'p1', grams: 202, condition: 'ok' });
  });

  it('does not count what stands astray as what belongs there', () => {
    const stray = { id: 'e:tea', product: 'tea', shelf: 's', shares: [0, 0, 1, 0], weight: { mean: 80, meanError: 1, spread: 1 }, quantity: 1, since: 0 };
    const { products, plates } = describeStock(shelf, 5, weighed({ cells: cells(0, 500, 180, 0), strays: [stray] }));
    expect(products.slice(1)).toEqual([
      { product: 'soup', quantity: 1, plates: ['p3'], misplaced: false },
      { product: 'tea', quantity: 1, plates: ['p3'], misplaced: true },
    ]);
    expect(plates[2]!.condition).toBe('low');
  });

  it('counts nothing on a dead cell, nor where two products share a plate', () => {
    expect(describeStock(shelf, 5, weighed({ cells: cells(200, undefined, 300, 0) })).products.map(({ product }) => product)).toEqual(['soup']);
    const shared = [{ product: 'beans', plates: ['p1', 'p2'] }, { product: 'soup', plates: ['p2'] }];
    expect(describeStock(shelf, 5, weighed({ cells: cells(200, 100, 0, 0), planogram: shared })).products).toEqual([]);
  });

  it('is the same as long as only the scales flicker', () => {
    const at = (grams: number) => describeStock(shelf, 5, weighed({ cells: cells(200, 100, grams, 0) }));
    expect(isSameStock(at(300), at(303))).toBe(true);
    expect(isSameStock(at(300), at(200))).toBe(false);
  });
});
