import { describe, expect, it } from 'vitest';
import type { ReceiptView } from '../../../../src/core/receipts/receipt-views.ts';
import { EVERYTHING, isEverything, queryOf, withLatest } from './wanted.ts';

const view = (number: number, openClaims = 0) => ({ receipt: { receipt: `r-${number}`, number }, openClaims }) as ReceiptView;
const numbers = (views: readonly ReceiptView[]) => views.map(({ receipt }) => receipt.number);

describe('what is searched for', () => {
  it('nothing typed asks for everything', () => {
    expect(isEverything(EVERYTHING)).toBe(true);
    expect(isEverything({ ...EVERYTHING, text: '  ' })).toBe(true);
    expect(String(queryOf(EVERYTHING, 'EUR'))).toBe('');
  });

  it('an amount is read with point or comma, in the digits of the currency', () => {
    expect(String(queryOf({ ...EVERYTHING, amount: '8,16' }, 'EUR'))).toBe('amount=816');
    expect(String(queryOf({ ...EVERYTHING, amount: '816' }, 'JPY'))).toBe('amount=816');
    expect(queryOf({ ...EVERYTHING, amount: 'eight' }, 'EUR')).toBeUndefined();
  });

  it('a day lasts until the next one begins, however long it is', () => {
    const query = queryOf({ ...EVERYTHING, day: '2026-05-12' }, 'EUR')!;
    expect(Number(query.get('from'))).toBe(new Date(2026, 4, 12).getTime());
    expect(Number(query.get('until'))).toBe(new Date(2026, 4, 13).getTime());
  });
});

describe('what was found', () => {
  it('is shown as it is now, with newer receipts on top', () => {
    const shown = withLatest([view(2), view(1)], [view(3), view(2, 1)], false);
    expect(numbers(shown)).toEqual([3, 2, 1]);
    expect(shown[1]!.openClaims).toBe(1);
  });

  it('of a search nothing is added to', () => {
    expect(numbers(withLatest([view(1)], [view(3), view(1)], true))).toEqual([1]);
    expect(numbers(withLatest([], [view(3)], true))).toEqual([]);
  });
});
