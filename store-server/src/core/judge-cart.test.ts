import { describe, expect, it } from 'vitest';
import { cartOf, cornerStore } from '../testing/corner-store.ts';
import { catalogueOf } from './catalogue.ts';
import { judgeCart } from './judge-cart.ts';

const rules = { catalogue: catalogueOf(cornerStore()), reviewBelow: 0.6 };
const closed = { state: 'closed' } as const;

describe('what follows from a cart', () => {
  it('nothing while it is open, however doubtful', () => {
    expect(judgeCart({ cart: cartOf('anna', [['moon-rock', 1, 0.1]]), entrySeen: false }, rules)).toEqual({ verdict: 'open' });
  });
  it('the receipt when all is sure, the threshold itself included', () => {
    expect(judgeCart({ cart: cartOf('anna', [['olives', 1, 0.6]], closed), entrySeen: true }, rules)).toEqual({ verdict: 'settle' });
  });
  it('the receipt of nothing for an empty cart', () => {
    expect(judgeCart({ cart: cartOf('anna', [], closed), entrySeen: true }, rules)).toEqual({ verdict: 'settle' });
  });
  it('a review when something may be missing', () => {
    const perhaps = [{ product: 'olives', quantity: 1, probability: 0.45, evidence: ['e1'] }];
    expect(judgeCart({ cart: { ...cartOf('anna', [], closed), perhaps }, entrySeen: true }, rules)).toEqual({ verdict: 'review', reasons: ['maybe-missing'] });
    const faint = perhaps.map((doubt) => ({ ...doubt, probability: 0.4 }));
    expect(judgeCart({ cart: { ...cartOf('anna', [], closed), perhaps: faint }, entrySeen: true }, rules)).toEqual({ verdict: 'settle' });
  });
  it('a review when another may have been followed', () => {
    const cart = { ...cartOf('anna', [['olives', 1]], closed), shopper: 0.5 };
    expect(judgeCart({ cart, entrySeen: true }, rules)).toEqual({ verdict: 'review', reasons: ['shopper-unsure'] });
    expect(judgeCart({ cart: { ...cart, shopper: 0.9 }, entrySeen: true }, rules)).toEqual({ verdict: 'settle' });
  });
  it('a review with every reason', () => {
    const cart = cartOf('anna', [['olives', 1, 0.59], ['moon-rock', 1]], closed);
    expect(judgeCart({ cart, entrySeen: false }, rules))
      .toEqual({ verdict: 'review', reasons: ['line-unsure', 'product-unknown', 'entry-unseen'] });
  });
});
