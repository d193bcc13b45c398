import { describe, expect, it } from 'vitest';
import type { Receipt } from '@walkout/contracts';
import { comparisonText } from './comparison-text.ts';
import { formatMoney } from './format-money.ts';
import { createProgressLine } from './progress-line.ts';
import { clockText, progressText } from './progress-text.ts';
import { receiptText } from './receipt-text.ts';

const receipt: Receipt = {
  receipt: 'r-1', number: 7, visit: 'v1', openedAt: 0, closedAt: 1, currency: 'EUR', total: 647,
  lines: [
    { product: 'tea', name: 'Tea', quantity: 2, unitPrice: 249, amount: 498, taxClass: 'food', probability: 0.99, evidence: [] },
    { product: 'long', name: 'A name that is far longer than a line of a receipt can ever hold, however wide', quantity: 1, unitPrice: 149, amount: 149, taxClass: 'food', probability: 0.9, evidence: [] },
  ],
  discounts: [],
  taxes: [{ taxClass: 'food', basisPoints: 700, net: 605, tax: 42, gross: 647 }],
};

describe('money', () => {
  it('has the digits of its currency', () => {
    expect(formatMoney(398, 'EUR')).toBe('€3.98');
    expect(formatMoney(398, 'JPY')).toBe('¥398');
    expect(formatMoney(0, 'USD')).toBe('$0.00');
  });
});

describe('receipt', () => {
  it('aligns amounts and cuts what is too long', () => {
    const lines = receiptText(receipt, 'Corner').trimEnd().split('\n');
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([58]));
    expect(lines.join('\n')).toContain('2 × Tea');
    expect(lines.join('\n')).toContain('…');
    expect(lines.at(-1)).toMatch(/tax 7 % in €6\.47 +€0\.42/);
  });
});

describe('progress', () => {
  it('says minutes and seconds', () => expect([clockText(0), clockText(65_900), clockText(-5)]).toEqual(['0:00', '1:05', '0:00']));

  it('leaves the speed out before the first frame', () => {
    expect(progressText({ played: 0, length: 80_000, peopleInStore: 0, frames: 0, took: 0 })).toBe('0:00 of 1:20, 0 people in the store');
    expect(progressText({ played: 20_000, length: 80_000, peopleInStore: 1, frames: 800, took: 10_000 }))
      .toBe('0:20 of 1:20, 1 person in the store, 80 frames/s, 2.0× real time');
  });

  it('is overwritten on a terminal, and comes back below what is said', () => {
    const written: string[] = [];
    const line = createProgressLine({ isTTY: true, write: (text) => written.push(text) });
    line.show('10 %');
    line.say('a receipt');
    expect(written).toEqual(['\r\x1b[K10 %', '\r\x1b[K', 'a receipt\n', '10 %']);
  });

  it('does not flood a log', () => {
    const written: string[] = [];
    const line = createProgressLine({ write: (text) => written.push(text) });
    line.show('10 %');
    line.show('11 %');
    expect(written).toEqual(['10 %\n']);
  });
});

describe('comparison with the truth', () => {
  const truth = [{ visit: 'v1', lines: [{ product: 'tea', quantity: 2 }, { product: 'long', quantity: 1 }] }, { visit: 'v2', lines: [] }];

  it('names who is right, who lacks a receipt, and what is wrong', () => {
    expect(comparisonText({ receipts: [receipt], carts: [], inReview: [] }, truth)).toContain('✓ visit v1 has a receipt, every item right');
    expect(comparisonText({ receipts: [], carts: [], inReview: [] }, truth)).toContain('✗ visit v1 has no receipt; long: 0 charged, 1 taken; tea: 0 charged, 2 taken');
  });
  it('scores the cart of a visit in review, and names receipts of nobody', () => {
    const cart = { visit: 'v1', revision: 1, capturedAt: 0, state: 'closed' as const, lines: [] };
    const text = comparisonText({ receipts: [{ ...receipt, visit: 'ghost' }], carts: [cart], inReview: ['v1'] }, truth);
    expect(text).toContain('✗ visit v1 waits for a review');
    expect(text).toContain('✗ visit ghost has a receipt, and nobody was there');
  });
  it('says that there is nothing to compare with', () => {
    expect(comparisonText({ receipts: [receipt], carts: [], inReview: [] }, [])).toBe('1 receipts; the recording holds no truth to compare them with');
  });
});
