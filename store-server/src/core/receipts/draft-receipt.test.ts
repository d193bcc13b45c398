import { describe, expect, it } from 'vitest';
import { cornerStore } from '../../testing/corner-store.ts';
import { catalogueOf } from '../catalogue.ts';
import { draftReceipt } from './draft-receipt.ts';
import type { Promotion } from './promotion.ts';

const catalogue = catalogueOf(cornerStore());
const THREE_FOR_TWO: Promotion = { promotion: 'olives-3-2', name: '3 for 2', product: 'olives', kind: 'n-for-m', take: 3, pay: 2 };
const TENTH_OFF: Promotion = { promotion: 'olives-10', name: '10 % off', product: 'olives', kind: 'percent', basisPoints: 1000 };

describe('receipt of goods', () => {
  it('is empty of no goods', () => {
    expect(draftReceipt([], catalogue, [THREE_FOR_TWO])).toEqual({ currency: 'EUR', lines: [], discounts: [], taxes: [], total: 0 });
  });

  it('prices one line', () => {
    expect(draftReceipt([{ product: 'olives', quantity: 3, probability: 0.9, evidence: ['e-1'] }], catalogue)).toEqual({
      currency: 'EUR',
      lines: [{
        product: 'olives', name: 'Green olives 180 g', quantity: 3, unitPrice: 279, amount: 837, taxClass: 'reduced', probability: 0.9,
        evidence: ['e-1'],
      }],
      discounts: [],
      taxes: [{ taxClass: 'reduced', basisPoints: 700, net: 782, tax: 55, gross: 837 }], // 837 * 7 / 107 = 54.76
      total: 837,
    });
  });

  it('has one line a product, no surer than its least sure part', () => {
    const charges = [['olives', 1, 0.9, 'a'], ['hand-soap', 1, 0.8, 'b'], ['olives', 2, 0.7, 'c']] as const;
    const { lines } = draftReceipt(charges.map(([product, quantity, probability, event]) => ({ product, quantity, probability, evidence: [event] })), catalogue);
    expect(lines.map(({ product, quantity, probability, evidence }) => [product, quantity, probability, evidence]))
      .toEqual([['olives', 3, 0.7, ['a', 'c']], ['hand-soap', 1, 0.8, ['b']]]);
  });

  it('reckons tax once over the sum of a class, not line by line', () => {
    // 199 alone holds 13.02 -> 13 and 179 holds 11.71 -> 12; together 378 hold 24.73 -> 25; with 329: 707 hold 46.25 -> 46, not 13 + 12 + 22.
    const goods = ['oat-drink', 'dark-chocolate', 'rye-bread'].map((product) => ({ product, quantity: 1, probability: 1 }));
    expect(draftReceipt(goods, catalogue).taxes).toEqual([{ taxClass: 'reduced', basisPoints: 700, net: 661, tax: 46, gross: 707 }]);
  });

  it('lists tax classes in the order of the layout, and only those that occur', () => {
    const goods = ['hand-soap', 'olives'].map((product) => ({ product, quantity: 1, probability: 1 }));
    expect(draftReceipt(goods, catalogue).taxes.map(({ taxClass }) => taxClass)).toEqual(['reduced', 'full']);
  });

  it('takes promotions off before tax', () => {
    const draft = draftReceipt([{ product: 'olives', quantity: 3, probability: 1 }], catalogue, [THREE_FOR_TWO]);
    expect(draft.discounts).toEqual([{ promotion: 'olives-3-2', name: '3 for 2', product: 'olives', amount: -279 }]);
    expect(draft.taxes).toEqual([{ taxClass: 'reduced', basisPoints: 700, net: 521, tax: 37, gross: 558 }]); // 558 * 7 / 107 = 36.50 -> 37
    expect(draft.total).toBe(558);
  });

  it('gives a product the one promotion that takes most off', () => {
    const both = [THREE_FOR_TWO, TENTH_OFF];
    const discountsOf = (quantity: number) => draftReceipt([{ product: 'olives', quantity, probability: 1 }], catalogue, both).discounts
      .map(({ promotion, amount }) => [promotion, amount]);
    expect(discountsOf(2)).toEqual([['olives-10', -56]]); // 10 % of 558 = 55.8
    expect(discountsOf(3)).toEqual([['olives-3-2', -279]]);
  });
});
