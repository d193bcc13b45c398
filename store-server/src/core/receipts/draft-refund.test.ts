import { describe, expect, it } from 'vitest';
import type { Receipt } from '@walkout/contracts';
import { cornerStore } from '../../testing/corner-store.ts';
import { catalogueOf } from '../catalogue.ts';
import { draftReceipt } from './draft-receipt.ts';
import { draftRefund, refundable } from './draft-refund.ts';
import type { RefundLine } from './draft-refund.ts';
import type { Promotion } from './promotion.ts';

const catalogue = catalogueOf(cornerStore());
const PROMOTIONS: Promotion[] = [
  { promotion: 'three-for-two', name: '3 for 2', product: 'olives', kind: 'n-for-m', take: 3, pay: 2 },
];
const issued = (goods: Record<string, number>): Receipt => ({
  receipt: 'r-1', number: 1, visit: 'anna', openedAt: 1, closedAt: 2,
  ...draftReceipt(Object.entries(goods).map(([product, quantity]) => ({ product, quantity, probability: 1 })), catalogue, PROMOTIONS),
});
/** Refunds a receipt step by step. */
function refundInSteps(receipt: Receipt, steps: readonly (readonly RefundLine[])[]): Receipt[] {
  return steps.reduce<Receipt[]>((earlier, lines, i) => [
    ...earlier, { ...receipt, receipt: `r-1-${i}`, refund: { of: 'r-1', reason: 'test' }, ...draftRefund({ receipt, earlier }, lines) },
  ], []);
}

describe('a refund', () => {
  it('of nothing is nothing', () => {
    expect(draftRefund({ receipt: issued({ olives: 1 }), earlier: [] }, [])).toMatchObject({ lines: [], taxes: [], total: 0 });
  });

  it('of the whole is the receipt turned round', () => {
    const receipt = issued({ olives: 3, 'hand-soap': 2 });
    const draft = draftRefund({ receipt, earlier: [] }, refundable({ receipt, earlier: [] }));
    expect(draft.total).toBe(-receipt.total);
    expect(draft.lines.map(({ amount }) => amount)).toEqual([-837, -490]);
    expect(draft.discounts.map(({ amount }) => amount)).toEqual([279]);
    expect(draft.taxes).toEqual(receipt.taxes.map((tax) => ({ ...tax, net: -tax.net, tax: -tax.tax, gross: -tax.gross })));
  });

  it('of one after another pays each its share of the discount, and all together what was paid', () => {
    // 558 paid for three: 186 each.
    const receipt = issued({ olives: 3 });
    const refunds = refundInSteps(receipt, [1, 1, 1].map((quantity) => [{ product: 'olives', quantity }]));
    expect(refunds.map(({ total }) => total)).toEqual([-186, -186, -186]);
    expect(refunds[0]).toMatchObject({ lines: [{ quantity: 1, unitPrice: 279, amount: -279 }], discounts: [{ amount: 93 }] });
    expect(refunds.reduce((sum, { taxes }) => sum + taxes[0]!.tax, 0)).toBe(-receipt.taxes[0]!.tax);
    expect(refundable({ receipt, earlier: refunds })).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('of %i pieces in any cut never pays a coin more or less than was charged', (quantity) => {
    const receipt = issued({ olives: quantity, 'oat-drink': quantity, 'hand-soap': 1 });
    const steps = Array.from({ length: quantity }, (_, i) => [
      { product: 'olives', quantity: 1 }, { product: 'oat-drink', quantity: 1 }, ...(i === 0 ? [{ product: 'hand-soap', quantity: 1 }] : []),
    ]);
    const refunds = refundInSteps(receipt, steps);
    expect(refunds.reduce((sum, { total }) => sum + total, 0)).toBe(-receipt.total);
    for (const { taxClass, tax } of receipt.taxes) {
      const back = refunds.flatMap(({ taxes }) => taxes).filter((one) => one.taxClass === taxClass);
      expect(back.reduce((sum, one) => sum + one.tax, 0)).toBe(-tax);
    }
  });

  it('leaves what is left', () => {
    const receipt = issued({ olives: 3, 'hand-soap': 1 });
    const earlier = refundInSteps(receipt, [[{ product: 'olives', quantity: 2 }]]);
    expect(refundable({ receipt, earlier })).toEqual([
      { product: 'olives', quantity: 1, amount: 186 }, { product: 'hand-soap', quantity: 1, amount: 245 },
    ]);
  });
});
