import { describe, expect, it } from 'vitest';
import type { Receipt } from '@walkout/contracts';
import { cartOf } from './testing/corner-store.ts';
import { openApp, program } from './testing/open-app.ts';

const PERCENT = { promotion: 'soap-week', name: 'Soap week', product: 'hand-soap', kind: 'percent', basisPoints: 2_000 };

/** Anna has left with two olives at 2.79 and a soap at 2.45. */
async function openShop() {
  const shop = await openApp();
  const { app, till, enter, store } = shop;
  const leave = (visit: string): Receipt => {
    enter(visit);
    till.takeCart(cartOf(visit, [['olives', 2], ['hand-soap', 1]], { state: 'closed' }));
    return store.receipts.ofVisit(visit)!;
  };
  const ask = (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    app.inject({ method, url, headers: program, ...(payload === undefined ? {} : { payload }) });
  return { ...shop, leave, ask };
}

describe('a refund', () => {
  it('is a receipt of its own, once a request, and never more than was charged', async () => {
    const { leave, ask, store } = await openShop();
    const receipt = leave('anna');
    const url = `/api/receipts/${receipt.receipt}/refunds`;
    const one = { request: 'r-1', reason: 'Broken', lines: [{ product: 'olives', quantity: 1 }] };
    const first = await ask('POST', url, one);
    expect(first.json()).toMatchObject({ number: 2, total: -279, refund: { of: receipt.receipt, reason: 'Broken' } });
    expect((await ask('POST', url, one)).json()).toEqual(first.json());
    expect((await ask('POST', url, { ...one, request: 'r-2', lines: [{ product: 'olives', quantity: 2 }] })).json()).toMatchObject({ code: 'REFUND_IMPOSSIBLE' });
    expect((await ask('POST', url, { request: 'r-3', reason: 'All of it' })).json()).toMatchObject({ number: 3, total: -524 });
    expect((await ask('POST', url, { request: 'r-4', reason: 'Again' })).json()).toMatchObject({ code: 'REFUND_IMPOSSIBLE' });
    expect(store.receipts.ofVisit('anna')).toEqual(receipt);
  });

  it('is not of a receipt that is not there, and not of a refund', async () => {
    const { leave, ask } = await openShop();
    const refund = (await ask('POST', `/api/receipts/${leave('anna').receipt}/refunds`, { request: 'r-1', reason: 'Broken' })).json<Receipt>();
    expect((await ask('POST', `/api/receipts/${refund.receipt}/refunds`, { request: 'r-2', reason: 'Broken' })).json()).toMatchObject({ code: 'REFUND_IMPOSSIBLE' });
    expect((await ask('POST', '/api/receipts/none/refunds', { request: 'r-3', reason: 'Broken' })).json()).toMatchObject({ code: 'RECEIPT_UNKNOWN' });
  });
});

describe('promotions', () => {
  it('hold for visits that begin while they run, and end when they are taken away', async () => {
    const { leave, ask } = await openShop();
    expect((await ask('PUT', '/api/promotions/soap-week', PERCENT)).json()).toEqual(PERCENT);
    // 20 % of 2.45 is 0.49.
    expect(leave('anna')).toMatchObject({ discounts: [{ promotion: 'soap-week', amount: -49 }], total: 754 });
    expect((await ask('DELETE', '/api/promotions/soap-week')).json()).toEqual({ promotions: [] });
    expect(leave('ben')).toMatchObject({ discounts: [], total: 803 });
    expect((await ask('DELETE', '/api/promotions/soap-week')).json()).toMatchObject({ code: 'PROMOTION_UNKNOWN' });
  });

  it.each([
    ['of another address', { ...PERCENT, promotion: 'other' }, 'REQUEST_MALFORMED'],
    ['of goods that are not sold', { ...PERCENT, product: 'moon-rock' }, 'PRODUCT_UNKNOWN'],
    ['that takes nothing off', { promotion: 'soap-week', name: 'None', product: 'olives', kind: 'n-for-m', take: 2, pay: 2 }, 'REQUEST_MALFORMED'],
  ])('%s are refused', async (_what, body, code) => {
    const { ask } = await openShop();
    expect((await ask('PUT', '/api/promotions/soap-week', body)).json()).toMatchObject({ code });
  });
});

describe('the PDF of a receipt', () => {
  it('has a page for the receipt and one for each refund, and needs the link', async () => {
    const { app, leave, ask, store } = await openShop();
    const receipt = leave('anna');
    const link = store.signer.shopperLink('anna', 1_000_000).replace('/r/anna', '/api/shopper/anna/receipt.pdf');
    const pages = async () => (await app.inject(link)).rawPayload.toString('latin1').match(/\/Type \/Page\b/g)?.length;
    expect((await app.inject(link)).headers['content-type']).toBe('application/pdf');
    expect(await pages()).toBe(1);
    await ask('POST', `/api/receipts/${receipt.receipt}/refunds`, { request: 'r-1', reason: 'Broken' });
    expect(await pages()).toBe(2);
    expect((await app.inject(`${link}x`)).json()).toMatchObject({ code: 'LINK_INVALID' });
  });
});
