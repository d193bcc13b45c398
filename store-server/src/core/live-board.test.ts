import { describe, expect, it } from 'vitest';
import { applyEvent } from './live-board.ts';
import type { LiveBoard } from './live-board.ts';
import type { ReceiptView } from './receipts/receipt-views.ts';
import type { VisitView } from './views.ts';

const EMPTY: LiveBoard = { layoutVersion: 1, visits: [], receipts: [], openClaims: 0, health: { broker: 'connected', sensors: [], refused: {} }, attention: [], shelves: [], news: {} };
const visit = (ordinal: number, rest: Partial<VisitView> = {}): VisitView =>
  ({ visit: `v${ordinal}`, ordinal, state: 'open', reasons: [], lines: [], total: 0, ...rest });
const receipt = (number: number): ReceiptView => ({
  ordinal: number, link: '/r/v',
  receipt: { receipt: `r${number}`, number, visit: `v${number}`, openedAt: 1, closedAt: 2, currency: 'EUR', lines: [], discounts: [], taxes: [], total: 0 },
  payment: { state: 'nothing-due', captured: 0, refunded: 0 }, openClaims: 0,
});

describe("a tablet's board", () => {
  it('is nothing before the first snapshot', () => expect(applyEvent(undefined, 'visit', visit(1))).toBeUndefined());
  it('is the snapshot, whatever it was', () => {
    expect(applyEvent({ ...EMPTY, visits: [visit(9)] }, 'snapshot', EMPTY)).toEqual(EMPTY);
  });
  it('keeps visits in their order, also when they come out of order', () => {
    const board = [visit(3), visit(1), visit(3, { total: 5 })].reduce<LiveBoard | undefined>((now, next) => applyEvent(now, 'visit', next), EMPTY);
    expect(board?.visits.map(({ ordinal, total }) => [ordinal, total])).toEqual([[1, 0], [3, 5]]);
  });
  it('lets a settled visit go', () => {
    expect(applyEvent({ ...EMPTY, visits: [visit(1), visit(2)] }, 'visit', visit(1, { state: 'settled' }))?.visits).toEqual([visit(2)]);
  });
  it('has the latest word on what needs attention', () => {
    const item = { key: 'tailgating/v1', kind: 'tailgating', since: 1, text: 'Two came in.' } as const;
    expect(applyEvent(EMPTY, 'attention', [item])?.attention).toEqual([item]);
  });
  it('counts the news of each visit, also over a lost connection', () => {
    const told = (['ben', 'anna', 'ben'] as const).reduce<LiveBoard | undefined>((now, id) => applyEvent(now, 'evidence', { visit: id }), EMPTY);
    expect(applyEvent(told, 'snapshot', EMPTY)?.news).toEqual({ ben: 2, anna: 1 });
  });
  it('puts a receipt on top, once', () => {
    const board = [receipt(1), receipt(2), receipt(2)].reduce<LiveBoard | undefined>((now, next) => applyEvent(now, 'receipt', next), EMPTY);
    expect(board?.receipts.map((view) => view.receipt.number)).toEqual([2, 1]);
  });
});
