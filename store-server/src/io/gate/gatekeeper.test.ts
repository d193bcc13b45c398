import { describe, expect, it } from 'vitest';
import type { Passage } from '@walkout/contracts';
import { GATE_LOCK, MOST_REFUSED } from '../../core/gate/gate-lock.ts';
import type { ScanAnswer } from '../../core/gate/scan.ts';
import { cartOf } from '../../testing/corner-store.ts';
import { openApp, program } from '../../testing/open-app.ts';

type Admitted = Extract<ScanAnswer, { admitted: true }>;

async function openGate() {
  const opened = await openApp();
  const { app, store, time, gateReader } = opened;
  const reader = gateReader();
  let count = 0;
  const scan = async (credential: object, rest: object = {}) =>
    (await app.inject({
      method: 'POST', url: '/api/gates/entry/scans', headers: reader, payload: { scan: `scan-${++count}`, credential, ...rest },
    })).json<ScanAnswer>();
  const post = async (url: string, payload: object = {}) => (await app.inject({ method: 'POST', url, headers: program, payload })).json();
  const shopper: { shopper: string; link: string } = await post('/api/shoppers', { name: 'Anna' });
  const page = (path: string, query = '') => shopper.link.replace('/entry/', '/api/entry/').replace('?', `${path}?`) + query;
  return {
    ...opened, scan, post, shopper, page,
    code: async (people = 1) => ({ kind: 'code', code: (await app.inject(page('/code', `&people=${people}`))).json<{ code: string }>().code }),
    pass: (passage: Partial<Passage> & { passage: string }) => store.till.takePassages('entry', {
      capturedAt: time.now, passages: [{ capturedAt: time.now, direction: 'in', ...passage }],
    }),
    attention: () => store.snapshot().attention.map(({ kind, text }) => [kind, text]),
  };
}

const card = (token: string) => ({ kind: 'card', token });

describe('a code', () => {
  it('lets its shopper in, holds money, and is charged at the exit', async () => {
    const { scan, code, pass, store, app, page } = await openGate();
    const answer = await scan(await code()) as Admitted;
    expect(answer).toEqual({ admitted: true, visit: expect.stringMatching(/^v-/), people: 1 });
    pass({ passage: 'p-1', visit: answer.visit! });
    store.till.takeCart(cartOf(answer.visit!, [['olives', 2]], { state: 'closed' }));
    const { payments, worker } = store.desk;
    while (payments.nextDue() !== undefined) await worker.authorise(payments.ofVisit(answer.visit!)[0]!.payment).then(() => new Promise((resolve) => setImmediate(resolve)));
    expect(payments.ofVisit(answer.visit!)).toMatchObject([{ state: 'captured', amount: 5_000, captured: 558 }]);
    const mine = (await app.inject(page(''))).json();
    expect(mine).toMatchObject({ name: 'Anna', visits: [{ visit: answer.visit, state: 'settled', total: 558 }] });
  });

  it('is good once, for less than a minute, and not when anything of it was changed', async () => {
    const { scan, code, time } = await openGate();
    const first = await code();
    expect(await scan(first)).toMatchObject({ admitted: true });
    expect(await scan(first)).toMatchObject({ admitted: false, reason: 'code-used' });
    const second = await code();
    expect(await scan({ kind: 'code', code: second.code.replace('~1~', '~8~') })).toMatchObject({ reason: 'code-malformed' });
    expect(await scan({ kind: 'code', code: 'a poem' })).toMatchObject({ reason: 'code-malformed' });
    time.now += 60_000;
    expect(await scan(second)).toMatchObject({ reason: 'code-expired' });
  });

  it('opens nothing once the shopper has a new link, and nothing by a wrong one', async () => {
    const { app, page, post, shopper } = await openGate();
    expect((await app.inject(page('/code').replace(/.$/, '_'))).json()).toMatchObject({ code: 'LINK_INVALID' });
    await post(`/api/shoppers/${shopper.shopper}/link`);
    expect((await app.inject(page('/code'))).json()).toMatchObject({ code: 'LINK_INVALID' });
  });

  it('lets a party in on one visit', async () => {
    const { scan, code, pass, store, attention } = await openGate();
    const { visit, people } = await scan(await code(3)) as Admitted;
    expect(people).toBe(3);
    for (const passage of ['p-1', 'p-2', 'p-3']) pass({ passage, visit: visit! });
    expect(store.till.visits.list({ limit: 5 }).map((one) => one.visit)).toEqual([visit]);
    expect(attention()).toEqual([]);
    pass({ passage: 'p-4', visit: visit! });
    expect(attention()).toEqual([['tailgating', '4 people came in on the entry of shopper 1, which was for 3 people.']]);
  });

  it('of staff opens no visit', async () => {
    const { scan, post, app, pass, store } = await openGate();
    const { link } = await post('/api/shoppers', { name: 'Cleo', staff: true });
    const { code } = (await app.inject(link.replace('/entry/', '/api/entry/').replace('?', '/code?'))).json();
    expect(await scan({ kind: 'code', code })).toEqual({ admitted: true, staff: true, people: 1 });
    pass({ passage: 'p-1', staff: true });
    expect(store.till.visits.list({ limit: 5 })).toEqual([]);
  });
});

describe('a card', () => {
  it('shown again soon brings more of its party, later a visit of its own', async () => {
    const { scan, time } = await openGate();
    const { visit } = await scan(card('1234')) as Admitted;
    expect(await scan(card('1234'), { people: 2 })).toEqual({ admitted: true, visit, people: 2 });
    expect(await scan(card('1234'), { people: 6 })).toMatchObject({ reason: 'party-full' });
    time.now += 30_000;
    expect(((await scan(card('1234'))) as Admitted).visit).not.toBe(visit);
  });

  it('is refused when nothing can be held on it, and leaves no visit', async () => {
    const { scan, store } = await openGate();
    store.desk.ledger.setLimit(store.signer.cardSource('ledger', '1234'), 100);
    expect(await scan(card('1234'))).toMatchObject({ admitted: false, reason: 'payment-declined', message: expect.any(String) });
    expect(store.till.visits.list({ limit: 5 })).toEqual([]);
  });
});

describe('a reader', () => {
  it('that asks twice is answered the same, and lets nobody in at another gate', async () => {
    const { app, gateReader } = await openGate();
    const headers = gateReader();
    const ask = (gate: string) => app.inject({
      method: 'POST', url: `/api/gates/${gate}/scans`, headers, payload: { scan: 'once', credential: card('1234') },
    });
    const [first, second] = await Promise.all([ask('entry'), ask('entry')]);
    expect(second.json()).toEqual(first.json());
    expect((await ask('entry')).json()).toEqual(first.json());
    expect((await ask('exit')).json()).toMatchObject({ code: 'DEVICE_NEEDED' });
    expect((await app.inject({ method: 'POST', url: '/api/gates/entry/scans', headers: program, payload: {} })).statusCode).toBe(401);
  });
});

describe('a gate', () => {
  it('that is shown one bad credential after another looks at none for a while', async () => {
    const { scan, time } = await openGate();
    const forged = { kind: 'code', code: 'made-up' } as const;
    for (let tries = 0; tries < MOST_REFUSED; tries += 1) expect(await scan(forged)).toMatchObject({ reason: 'code-malformed' });
    expect(await scan(card('1234'))).toMatchObject({ admitted: false, reason: 'too-many-tries', message: expect.any(String) });
    time.now += GATE_LOCK;
    expect(await scan(card('1234'))).toMatchObject({ admitted: true });
  });

  it('of a new layout lets people in without a restart', async () => {
    const { app, store, gateReader } = await openGate();
    const { version, layout } = store.layouts.current();
    const gates = layout.gates.map((gate) => (gate.id === 'entry' ? { ...gate, kind: 'exit' as const } : { ...gate, kind: 'entry' as const }));
    store.layouts.save({ layout: { ...layout, gates }, note: 'gates changed', by: { actor: 'test' }, base: version });
    const answer = await app.inject({ method: 'POST', url: '/api/gates/entry/scans', headers: gateReader(), payload: { scan: 'one', credential: card('1234') } });
    expect(answer.json()).toMatchObject({ code: 'GATE_UNKNOWN' });
  });
});

describe('an admission', () => {
  it('lapses when nobody comes, and what was held is let go; who comes late is asked again', async () => {
    const { scan, store, time, pass } = await openGate();
    const { visit } = await scan(card('1234')) as Admitted;
    const { source } = store.desk.payments.ofVisit(visit!)[0]!;
    expect(store.desk.ledger.account(source)).toMatchObject({ held: 5_000 });
    time.now += 180_000;
    store.gatekeeper.sweep();
    while (store.desk.payments.nextDue() !== undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(store.desk.ledger.account(source)).toMatchObject({ held: 0 });
    pass({ passage: 'p-1', visit: visit! });
    while (store.desk.payments.nextDue() !== undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(store.desk.payments.ofVisit(visit!).map(({ state }) => state)).toEqual(['voided', 'authorised']);
  });
});

describe('what staff are shown', () => {
  it('who came in without a credential, and who came in twice', async () => {
    const { scan, code, pass, attention, time } = await openGate();
    pass({ passage: 'p-1' });
    expect(attention()).toEqual([['no-payer', 'Shopper 1 came in without showing a code or a card.']]);
    const first = await scan(await code()) as Admitted;
    pass({ passage: 'p-2', visit: first.visit! });
    time.now += 1;
    const second = await scan(await code()) as Admitted;
    pass({ passage: 'p-3', visit: second.visit! });
    expect(attention()).toContainEqual(['re-entry', 'Shopper 3 came in again while visit 2 of the same shopper is still open.']);
  });

  it('a receipt that could not be collected, until it is', async () => {
    const { scan, store, pass, attention, post } = await openGate();
    const { visit } = await scan(card('1234')) as Admitted;
    pass({ passage: 'p-1', visit: visit! });
    const { source } = store.desk.payments.ofVisit(visit!)[0]!;
    store.desk.ledger.setLimit(source, 5_000);
    store.till.takeCart(cartOf(visit!, [['olives', 20]], { state: 'closed' }));
    const idle = async () => {
      while (store.desk.payments.nextDue() !== undefined) await new Promise((resolve) => setImmediate(resolve));
    };
    await idle();
    expect(attention()).toEqual([['uncollected', 'Receipt 1 is not paid: beyond what the account may owe.']]);
    store.desk.ledger.setLimit(source, undefined);
    const { receipt } = store.receipts.ofVisit(visit!)!;
    await post(`/api/receipts/${receipt}/collect`);
    await idle();
    expect(attention()).toEqual([]);
    expect(store.receiptDesk.view(store.receipts.find(receipt)!).payment).toMatchObject({ state: 'paid', captured: 5_580 });
    expect(await post(`/api/receipts/${receipt}/collect`)).toMatchObject({ code: 'NOTHING_TO_COLLECT' });
  });
});
