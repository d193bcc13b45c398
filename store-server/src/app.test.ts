import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildApp } from './app.ts';
import { cartOf } from './testing/corner-store.ts';
import { openApp, program } from './testing/open-app.ts';

describe('a request', () => {
  it('no other site may write', async () => {
    const { app } = await openApp();
    const post = (origin: string) => app.inject({
      method: 'POST', url: '/api/visits/anna/decision', payload: { lines: [] }, headers: { ...program, host: 'store:8080', origin },
    });
    expect((await post('http://evil.example')).json()).toMatchObject({ code: 'REQUEST_FOREIGN' });
    expect((await post('null')).statusCode).toBe(403);
    expect((await post('http://store:8080')).statusCode).toBe(404);
  });

  it('every answer carries a strict policy', async () => {
    const { app } = await openApp();
    const { headers } = await app.inject('/api/health');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('visits', () => {
  it('are listed newest first, by state, a page at a time', async () => {
    const { enter, get, till } = await openApp();
    expect((await get('/api/visits')).json()).toEqual({ visits: [] });
    enter('anna', 'ben', 'cleo');
    till.takeCart(cartOf('ben', [['olives', 1, 0.4]], { state: 'closed' }));
    const ids = async (query: string) => (await get(`/api/visits${query}`)).json().visits.map(({ visit }: { visit: string }) => visit);
    expect(await ids('')).toEqual(['cleo', 'ben', 'anna']);
    expect(await ids('?state=review')).toEqual(['ben']);
    expect(await ids('?limit=1&before=3')).toEqual(['ben']);
    expect((await get('/api/visits?state=gone')).json()).toMatchObject({ code: 'REQUEST_MALFORMED' });
  });

  it('show names, prices and doubt; goods from nowhere go to review', async () => {
    const { enter, get, till } = await openApp();
    enter('anna');
    till.takeCart(cartOf('anna', [['olives', 2, 0.5], ['moon-rock', 1]], { state: 'closed' }));
    expect((await get('/api/visits/anna')).json()).toEqual({
      visit: {
        visit: 'anna', ordinal: 1, state: 'review', reasons: ['line-unsure', 'product-unknown'], gate: 'entry', openedAt: 1_000, changedAt: 60_000,
        lines: [
          { product: 'olives', name: 'Green olives 180 g', quantity: 2, amount: 558, probability: 0.5, sure: false },
          { product: 'moon-rock', name: 'moon-rock', quantity: 1, probability: 0.97, sure: false },
        ],
        total: 558,
      },
    });
    expect((await get('/api/visits/nobody')).json()).toMatchObject({ code: 'VISIT_UNKNOWN' });
  });

  it('keep no credential but its hash', async () => {
    const { enter, database } = await openApp();
    enter('anna');
    const kept = database.prepare('SELECT credential_sha256 AS hash FROM passages').get() as { hash: Buffer };
    expect(kept.hash).toHaveLength(32);
    expect(JSON.stringify(database.prepare('SELECT * FROM passages').all())).not.toContain('secret-card');
  });
});

describe('a decision', () => {
  const decide = async (app: Awaited<ReturnType<typeof openApp>>['app'], payload: object) =>
    app.inject({ method: 'POST', url: '/api/visits/anna/decision', headers: program, payload });

  it('issues the receipt of exactly its lines, once', async () => {
    const { app, enter, till, get } = await openApp();
    enter('anna');
    till.takeCart(cartOf('anna', [['olives', 1, 0.8], ['rye-bread', 1, 0.3]], { state: 'closed' }));
    const answer = await decide(app, { lines: [{ product: 'olives', quantity: 1 }, { product: 'oat-drink', quantity: 2 }] });
    expect(answer.json()).toMatchObject({
      number: 1, openedAt: 1_000, closedAt: 60_000, total: 677,
      lines: [{ product: 'olives', probability: 0.8 }, { product: 'oat-drink', quantity: 2, probability: 1 }],
    });
    expect((await decide(app, { lines: [] })).json()).toMatchObject({ code: 'VISIT_NOT_IN_REVIEW' });
    expect((await get('/api/visits/anna')).json()).toMatchObject({ visit: { state: 'settled' }, receipt: { number: 1 } });
    expect((await get(`/api/receipts/${answer.json().receipt}`)).json()).toMatchObject({ ordinal: 1, receipt: answer.json() });
  });

  it('is refused for what is not sold, not in review or malformed', async () => {
    const { app, enter, till } = await openApp();
    expect((await decide(app, { lines: [] })).json()).toMatchObject({ code: 'VISIT_UNKNOWN' });
    enter('anna');
    expect((await decide(app, { lines: [] })).json()).toMatchObject({ code: 'VISIT_NOT_IN_REVIEW' });
    till.takeCart(cartOf('anna', [['moon-rock', 1]], { state: 'closed' }));
    expect((await decide(app, { lines: [{ product: 'moon-rock', quantity: 1 }] })).json()).toMatchObject({ code: 'PRODUCT_UNKNOWN' });
    for (const payload of [{}, { lines: [{ product: 'olives', quantity: 0 }] }, { lines: [], more: 1 }]) {
      expect((await decide(app, payload)).json()).toMatchObject({ code: 'REQUEST_MALFORMED' });
    }
    const large = await decide(app, { lines: [{ product: 'x'.repeat(70_000), quantity: 1 }] });
    expect([large.statusCode, large.json().code]).toEqual([413, 'REQUEST_MALFORMED']);
  });

  it('is not needed when a later cart is sure', async () => {
    const { enter, till, store } = await openApp();
    enter('anna');
    till.takeCart(cartOf('anna', [['olives', 1, 0.3]], { state: 'closed' }));
    till.takeCart(cartOf('anna', [['olives', 1, 0.9]], { state: 'closed', revision: 2 }));
    expect(store.receipts.ofVisit('anna')).toMatchObject({ total: 279 });
    expect(() => till.takeCart(cartOf('anna', [], { state: 'closed', revision: 3 })))
      .toThrowError(expect.objectContaining({ code: 'CART_AFTER_RECEIPT' }));
    expect(store.receipts.ofVisit('anna')).toMatchObject({ total: 279 });
  });

  it('waits for the entry of a cart that came first', async () => {
    const { enter, till, store } = await openApp();
    till.takeCart(cartOf('anna', [['olives', 1]], { state: 'closed' }));
    expect(till.visits.find('anna')).toMatchObject({ state: 'review', reasons: ['entry-unseen'] });
    enter('anna');
    expect(store.receipts.ofVisit('anna')).toMatchObject({ openedAt: 1_000, total: 279 });
  });
});

describe("the shopper's page", () => {
  it('opens by its own link alone', async () => {
    const { app, enter, till, store } = await openApp();
    enter('anna', 'ben');
    const link = store.signer.shopperLink('anna', 1_000_000);
    const data = (path: string) => app.inject(path.replace('/r/', '/api/shopper/'));
    expect((await app.inject(link)).body).toBe('receipt');
    expect((await data(link)).json()).toMatchObject({ store: 'Corner store', state: 'open' });
    till.takeCart(cartOf('anna', [['olives', 1]], { state: 'closed' }));
    expect((await data(link)).json()).toMatchObject({ state: 'settled', receipt: { receipt: { total: 279 }, payment: 'paid' } });
    for (const wrong of [link.replace('anna', 'ben'), link.replace('anna', 'nobody'), `${link}x`]) {
      expect((await data(wrong)).json()).toMatchObject({ code: 'LINK_INVALID' });
    }
  });

  it.each([['GET', '/api/shopper/anna', 1_200], ['GET', '/api/shopper/anna/receipt.pdf', 60], ['POST', '/api/shopper/anna/claims', 30], ['GET', '/api/entry/anna', 1_200]] as const)(
    'is asked %s %s no more often than %i times a minute from one address', async (method, url, most) => {
      const { app } = await openApp();
      const ask = async () => (await app.inject({ method, url: `${url}?token=x`, ...(method === 'POST' ? { payload: { product: 'olives', quantity: 1, reason: 'other' } } : {}) })).json();
      for (let asked = 0; asked < most - 1; asked += 1) await ask();
      expect(await ask()).toMatchObject({ code: 'LINK_INVALID' });
      expect(await ask()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    });
});

describe('the server', () => {
  it('describes every route of its API', async () => {
    const { app, get } = await openApp();
    const { paths } = (await get('/docs/json')).json<{ paths: Record<string, Record<string, { summary?: string }>> }>();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => (summary === undefined ? '' : `${method.toUpperCase()} ${path.replace(/{(\w+)}/g, ':$1')}`)));
    const served = app.routeTable().filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/'));
    expect(described.sort()).toEqual(served.map(({ method, url }) => `${method} ${url}`).sort());
  });

  it('serves what was built, and nothing above it', async () => {
    const { app } = await openApp();
    const script = await app.inject('/assets/tablet-a1.js');
    expect([script.body, script.headers['cache-control']]).toEqual(['script', 'public, max-age=31536000, immutable']);
    for (const url of ['/assets/..%2Ftablet.html', '/assets/none.js', '/nothing']) {
      expect((await app.inject(url)).json()).toMatchObject({ code: expect.stringMatching(/ROUTE_UNKNOWN|REQUEST_MALFORMED/) });
    }
  });

  it('says how to build the pages when they are not', async () => {
    const { store } = await openApp();
    const app = await buildApp({ store, logger: pino({ level: 'silent' }), webFolder: '/nowhere' });
    onTestFinished(() => app.close());
    expect((await app.inject('/sign-in')).json()).toMatchObject({ code: 'PAGES_MISSING', remedy: expect.stringContaining('build:web') });
  });
});
