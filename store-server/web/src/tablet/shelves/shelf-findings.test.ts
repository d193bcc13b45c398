import { describe, expect, it } from 'vitest';
import type { ShelfView } from '../../../../src/core/views.ts';
import { shelfFindings } from './shelf-findings.ts';

type Stock = ShelfView['stock'];
const shelf = (plates: Stock['plates'], products: Stock['products'] = []): ShelfView => ({ shelf: 'west', stock: { capturedAt: 1, plates, products } });
const kinds = (view: ShelfView) => shelfFindings(view, (id) => id.toUpperCase()).map(({ kind, words }) => [kind, words.split(/[ :]/)[0]]);

describe('what is to be done at a shelf', () => {
  it('is nothing at an empty word, nothing where all is well', () => {
    expect(kinds(shelf([]))).toEqual([]);
    expect(kinds(shelf([{ plate: 'p1', grams: 900, condition: 'ok' }], [{ product: 'tea', quantity: 4, plates: ['p1'], misplaced: false }]))).toEqual([]);
  });
  it('is cells that cannot be trusted, goods that are out, low or in the wrong place, the grave ones first', () => {
    const view = shelf(
      [{ plate: 'p1', grams: 40, condition: 'low' }, { plate: 'p2', grams: 900, condition: 'noisy' }, { plate: 'p3', grams: null, condition: 'dead' }],
      [
        { product: 'tea', quantity: 1, plates: ['p1'], misplaced: false }, { product: 'oil', quantity: 0, plates: ['p2'], misplaced: false },
        { product: 'jam', quantity: 2, plates: ['p2'], misplaced: true },
      ],
    );
    expect(kinds(view)).toEqual([['dead cell', 'Cell'], ['empty', 'OIL'], ['noisy cell', 'Cell'], ['low', 'TEA'], ['misplaced', '2']]);
  });
});
