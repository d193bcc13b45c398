import { describe, expect, it } from 'vitest';
import { cornerStore } from '../testing/corner-store.ts';
import { catalogueOf } from './catalogue.ts';
import { draftReceipt } from './draft-receipt.ts';

const catalogue = catalogueOf(cornerStore());

describe('receipt of goods', () => {
  it('is empty of no goods', () => {
    expect(draftReceipt([], catalogue)).toEqual({ currency: 'EUR', lines: [], taxes: [], total: 0 });
  });

  it('prices one line', () => {
    expect(draftReceipt([{ product: 'olives', quantity: 3, probability: 0.9 }], catalogue)).toEqual({
      currency: 'EUR',
      lines: [{ product: 'olives', name: 'Green olives 180 g', quantity: 3, unitPrice: 279, amount: 837, probability: 0.9 }],
      taxes: [{ taxClass: 'reduced', basisPoints: 700, net: 782, tax: 55, gross: 837 }], // 837 * 7 / 107 = 54.76
      total: 837,
    });
  });

  it('reckons tax once over the sum of a class, not line by line', () => {
    // Each 89 alone holds 14.21 -> 14; four together hold 56.84 -> 57, not 56.
    const four = Array.from({ length: 4 }, () => ({ product: 'sparkling-water', quantity: 1, probability: 1 }));
    expect(draftReceipt(four, catalogue).taxes).toEqual([{ taxClass: 'full', basisPoints: 1900, net: 299, tax: 57, gross: 356 }]);
  });

  it('lists tax classes in the order of the layout, and only those that occur', () => {
    const goods = ['hand-soap', 'olives'].map((product) => ({ product, quantity: 1, probability: 1 }));
    expect(draftReceipt(goods, catalogue).taxes.map(({ taxClass }) => taxClass)).toEqual(['reduced', 'full']);
  });
});
