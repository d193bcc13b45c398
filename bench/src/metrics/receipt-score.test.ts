import { describe, expect, it } from 'vitest';
import { scoreReceipts } from './receipt-score.ts';

const visit = (name: string, ...items: [product: string, quantity: number][]) => ({
  visit: name,
  lines: items.map(([product, quantity]) => ({ product, quantity })),
});

describe('receipt score', () => {
  it('finds nothing wrong in an empty store', () => {
    expect(scoreReceipts([], [])).toEqual({ itemPrecision: 1, itemRecall: 1, itemF1: 1, receipts: 0, receiptsRight: 0, wrong: [] });
  });

  it('counts a visit that is charged exactly, however its lines are split', () => {
    const score = scoreReceipts([visit('a', ['milk', 1], ['milk', 1])], [visit('a', ['milk', 2])]);
    expect(score).toMatchObject({ itemF1: 1, receipts: 1, receiptsRight: 1 });
  });

  it('counts an empty receipt of who took nothing as right', () => {
    expect(scoreReceipts([visit('a')], [visit('a')])).toMatchObject({ receipts: 1, receiptsRight: 1, itemF1: 1 });
  });

  it('counts an item charged to the wrong shopper twice: too much here, missing there', () => {
    const score = scoreReceipts([visit('a', ['milk', 1], ['tea', 1]), visit('b')], [visit('a', ['milk', 1]), visit('b', ['tea', 1])]);
    expect(score).toMatchObject({ itemPrecision: 0.5, itemRecall: 0.5, itemF1: 0.5, receipts: 2, receiptsRight: 0 });
    expect(score.wrong).toEqual([
      { visit: 'a', product: 'tea', charged: 1, taken: 0 },
      { visit: 'b', product: 'tea', charged: 0, taken: 1 },
    ]);
  });

  it('counts units: two charged of three taken', () => {
    const score = scoreReceipts([visit('a', ['milk', 2])], [visit('a', ['milk', 3])]);
    expect(score).toMatchObject({ itemPrecision: 1, itemRecall: 2 / 3, itemF1: 0.8, receiptsRight: 0 });
  });

  it('misses all of a visit without a receipt, and takes a receipt of nobody as wrong', () => {
    expect(scoreReceipts([], [visit('a', ['milk', 1])])).toMatchObject({ itemPrecision: 1, itemRecall: 0, itemF1: 0, receipts: 0 });
    expect(scoreReceipts([visit('x')], [])).toMatchObject({ receipts: 1, receiptsRight: 0 });
  });
});
