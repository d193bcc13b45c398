import { describe, expect, it } from 'vitest';
import { bestPromotion, discountOf, isRunning } from './promotion.ts';
import type { Promotion } from './promotion.ts';

const nForM = (take: number, pay: number): Promotion => ({ promotion: 'p', name: 'P', product: 'tea', kind: 'n-for-m', take, pay });
const percent = (basisPoints: number): Promotion => ({ promotion: 'q', name: 'Q', product: 'tea', kind: 'percent', basisPoints });

describe('a promotion', () => {
  it.each([
    ['nothing of nothing', nForM(3, 2), 0, 100, 0],
    ['nothing below its number', nForM(3, 2), 2, 100, 0],
    ['one of three', nForM(3, 2), 3, 100, 100],
    ['two of seven', nForM(3, 2), 7, 100, 200],
    ['two of three for one', nForM(3, 1), 3, 100, 200],
    ['nothing when as many are paid', nForM(2, 5), 2, 100, 0],
    ['half a coin up', percent(5000), 1, 99, 50],
    ['a share of all', percent(1500), 3, 199, 90], // 89.55
    ['everything', percent(10_000), 2, 199, 398],
  ] as const)('takes off %s', (_what, promotion, quantity, unitPrice, expected) => {
    expect(discountOf(promotion, { quantity, unitPrice })).toBe(expected);
  });

  it('holds from its beginning until before its end', () => {
    const week = { ...percent(100), from: 10, until: 20 };
    expect([9, 10, 19, 20].map((at) => isRunning(week, at))).toEqual([false, true, true, false]);
    expect(isRunning(percent(100), 0)).toBe(true);
  });

  it('is chosen by what it takes off, then by its id', () => {
    const goods = { product: 'tea', quantity: 2, unitPrice: 100 };
    expect(bestPromotion([], goods)).toBeUndefined();
    expect(bestPromotion([{ ...percent(5000), product: 'coffee' }], goods)).toBeUndefined();
    expect(bestPromotion([percent(5000), nForM(2, 1)], goods)?.promotion.promotion).toBe('p');
  });
});
