import { describe, expect, it } from 'vitest';
import type { Shelf } from '@walkout/contracts';
import { createRandom } from '../../random.ts';
import type { Item } from '../stock/stock.ts';
import { createHandContact } from './hand-contact.ts';
import { createShelfScale } from './shelf-scale.ts';

const PLATES = 6;
const shelf: Shelf = {
  id: 's', name: 's', fixture: 'f', facing: 0,
  plates: Array.from({ length: PLATES }, (_, index) => ({ id: `p${index}`, centre: [0, index * 0.3, 1], width: 0.3, depth: 0.4 })),
};
const item = (grams: number, along: number): Item => ({
  id: 'i', product: 'tea', shelf: 's', plates: ['p2'], place: [0, along, 1], size: [0.08, 0.08, 0.2], grams,
});
const readingsOf = (scale: ReturnType<typeof createShelfScale>, count: number) => Array.from({ length: count }, () => scale.step());
const column = (rows: number[][], index: number) => rows.map((row) => row[index]!);
const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const quantile = (values: readonly number[], part: number) => [...values].sort((a, b) => a - b)[Math.floor(part * (values.length - 1))]!;
const correlation = (a: readonly number[], b: readonly number[]) =>
  mean(a.map((value, index) => (value - mean(a)) * (b[index]! - mean(b)))) / (deviation(a) * deviation(b));

describe('the scales of a shelf', () => {
  const boards = Array.from({ length: 80 }, (_, board) => readingsOf(createShelfScale(shelf, [], createRandom(`board ${board}`)), 480));
  const deviations = boards.flatMap((rows) => rows[0]!.map((_, plate) => deviation(column(rows, plate))));

  it('are as quiet as the 348 plates measured: 1.0 g median, 4 g at the 90th percentile, 15 g at the 99th', () => {
    expect(quantile(deviations, 0.5)).toBeGreaterThan(0.75);
    expect(quantile(deviations, 0.5)).toBeLessThan(1.35);
    expect(quantile(deviations, 0.9)).toBeGreaterThan(2.6);
    expect(quantile(deviations, 0.9)).toBeLessThan(5.5);
    expect(quantile(deviations, 0.99)).toBeGreaterThan(8);
    expect(quantile(deviations, 0.99)).toBeLessThan(22);
  });

  it('tremble together on one board, as measured: neighbours correlate by 0.45 in the middle', () => {
    const neighbours = boards.map((rows) => correlation(column(rows, 2), column(rows, 3)));
    expect(quantile(neighbours, 0.5)).toBeGreaterThan(0.3);
    expect(quantile(neighbours, 0.5)).toBeLessThan(0.6);
  });

  it('come and go in bursts, as measured: a kurtosis well above the 3 of even noise', () => {
    const kurtoses = boards.map((rows) => {
      const values = column(rows, 0);
      const middle = mean(values);
      return mean(values.map((value) => (value - middle) ** 4)) / deviation(values) ** 4;
    });
    expect(quantile(kurtoses, 0.5)).toBeGreaterThan(3.7);
    expect(quantile(kurtoses, 0.5)).toBeLessThan(11);
  });

  it('say how much left, shared between plates', () => {
    const bottle = item(560, 0.75);
    const scale = createShelfScale(shelf, [bottle], createRandom('ring'));
    const before = readingsOf(scale, 240);
    scale.lift(bottle, 0.1);
    readingsOf(scale, 120);
    const after = readingsOf(scale, 240);
    const change = before[0]!.map((_, plate) => mean(column(after, plate)) - mean(column(before, plate)));
    expect(change.reduce((total, grams) => total + grams, 0)).toBeCloseTo(-560, -1);
    expect(Math.abs(change[2]! - change[3]!)).toBeLessThan(10);
  });

  it('ring after an item has left, as measured: up to about 25 g on a neighbour for 560 g, gone after a second', () => {
    const swings = Array.from({ length: 40 }, (_, index) => {
      const bottle = item(560, 0.6);
      const scale = createShelfScale(shelf, [bottle], createRandom(`ring ${index}`));
      scale.lift(bottle, 0.1);
      const [, ringing, , calm] = [7, 20, 60, 60].map((count) => column(readingsOf(scale, count), 1));
      return Math.sqrt(Math.max(0, deviation(ringing!) ** 2 - deviation(calm!) ** 2));
    });
    expect(quantile(swings, 0.5)).toBeGreaterThan(3);
    expect(quantile(swings, 0.9)).toBeLessThan(40);
  });

  it('feel a hand and forget it', () => {
    const scale = createShelfScale(shelf, [], createRandom('hand'));
    const before = mean(column(readingsOf(scale, 200), 2));
    const contact = createHandContact(0.6, 300, createRandom('contact'));
    const touched = Array.from({ length: 20 }, () => {
      contact.press(scale);
      return scale.step()[2]!;
    });
    expect(Math.max(...touched.map((grams) => Math.abs(grams - before)))).toBeGreaterThan(10);
    readingsOf(scale, 120);
    expect(mean(column(readingsOf(scale, 200), 2))).toBeCloseTo(before, -0.5);
  });

  it('read the same each time and to a tenth of a gram', () => {
    const read = () => readingsOf(createShelfScale(shelf, [item(100, 0.3)], createRandom(7)), 50);
    expect(read()).toEqual(read());
    for (const grams of read().flat()) expect(Math.abs(grams * 10 - Math.round(grams * 10))).toBeLessThan(1e-6);
  });
});
