import type { Product } from '@walkout/contracts';
import { describe, expect, it } from 'vitest';
import { shelfOfPlates } from '../shelves/testing/weights-by-hand.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Goods, HeldItem, Stray } from './item-reading.ts';
import { weighReadings } from './read-items.ts';
import { createUnitWeights } from './unit-weights.ts';

const product = (id: string, grams: number): Product => ({
  id, name: id, barcode: '', price: 100, taxClass: 'n', unitWeight: { mean: grams, standardDeviation: grams / 100 },
});

/** A board of nine plates as in the real store: near twins beside each other, three plates each. */
const PRODUCTS = new Map([product('diablo', 103.9), product('fire', 105.5), product('water', 538), product('elsewhere', 330)].map((one) => [one.id, one]));
const GOODS: Goods = {
  shelf: shelfOfPlates(9),
  planogram: [
    { product: 'diablo', plates: ['p1', 'p2', 'p3'] },
    { product: 'fire', plates: ['p4', 'p5', 'p6'] },
    { product: 'water', plates: ['p7', 'p8', 'p9'] },
  ],
  products: PRODUCTS,
  weightOf: createUnitWeights(PRODUCTS).of,
  strays: [],
};

function change(plates: Readonly<Record<string, number>>, error = 1): WeightChange {
  const parts = Object.entries(plates).map(([plate, grams]) => ({ plate, grams, error }));
  const grams = parts.reduce((sum, part) => sum + part.grams, 0);
  return { id: 's-1', shelf: 's', startedAt: 0, restedAt: 500, settledAt: 500, plates: parts, grams, error, place: [0, 0, 1], spread: 0.05 };
}

/** Probabilities in place of likelihoods; an unknown object reads as no item. */
function readItems(of: WeightChange, goods: Goods, held: readonly HeldItem[] = []) {
  const readings = weighReadings(of, goods, { held, unknown: '?' });
  const total = readings.reduce((sum, { likelihood }) => sum + likelihood, 0);
  return readings.map(({ items, likelihood }) => ({ items: items.filter((item) => item.product !== '?'), probability: likelihood / total }));
}
/** One of each. */
const held = (...products: readonly string[]): HeldItem[] => products.map((product) => ({ product, quantity: 1, weighed: [] }));
const best = (of: WeightChange, held?: readonly HeldItem[]) => readItems(of, GOODS, held)[0]!;

describe('read items', () => {
  it('gives probabilities that add up to 1, best first, unknown object among them', () => {
    const readings = readItems(change({ p5: -104 }), GOODS);
    expect(readings.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    expect(readings.map(({ probability }) => probability)).toEqual(readings.map(({ probability }) => probability).sort((a, b) => b - a));
    expect(readings.some(({ items }) => items.length === 0)).toBe(true);
  });

  it('tells near twins apart by where the weight changed, also at their border', () => {
    // The real store's own case: 105.5 g that lightened three plates by 18.1, 56.6 and 25.3 g, one of them the twin's.
    const reading = best(change({ p4: -56.6, p5: -25.3, p3: -18.1 }));
    expect(reading.items).toEqual([{ product: 'fire', quantity: 1 }]);
    expect(reading.probability).toBeGreaterThan(0.95);
    expect(best(change({ p2: -105.5 })).items).toEqual([{ product: 'diablo', quantity: 1 }]);
  });

  it('takes what staff bring for what belongs there, where a shopper may have misplaced it', () => {
    const brought = change({ p3: 52, p4: 52 }, 8);
    const homes = (reading: { readonly items: readonly { readonly stray?: unknown }[] }) => reading.items.every(({ stray }) => stray === undefined);
    const sureOf = (byStaff: boolean) =>
      readItems(brought, GOODS, [{ product: 'diablo', quantity: 12, weighed: [], byStaff }]).filter(homes).reduce((sum, { probability }) => sum + probability, 0);
    expect(sureOf(true)).toBeGreaterThan(sureOf(false));
    expect(sureOf(true)).toBeGreaterThan(0.9);
  });

  it('reads three each of two kinds that go at once', () => {
    expect(best(change({ p8: -1614, p2: -311.7 })).items).toEqual([{ product: 'diablo', quantity: 3 }, { product: 'water', quantity: 3 }]);
  });

  it('is in doubt where twins stand side by side and the change is right between them', () => {
    const [first, second] = readItems(change({ p3: -52, p4: -52 }), GOODS);
    expect(first!.probability).toBeLessThan(0.8);
    expect([first, second].map((reading) => reading!.items[0]!.product).sort()).toEqual(['diablo', 'fire']);
  });

  it('sees where the light one stood of two that were taken at once', () => {
    const reading = best(change({ p8: -1076, p5: -104.7 }));
    expect(reading.items.toSorted((a, b) => a.quantity - b.quantity)).toEqual([{ product: 'fire', quantity: 1 }, { product: 'water', quantity: 2 }]);
    expect(reading.probability).toBeGreaterThan(0.95);
  });

  it('counts several of one kind', () => {
    expect(best(change({ p8: -1080 })).items).toEqual([{ product: 'water', quantity: 2 }]);
    expect(best(change({ p4: -160, p6: -155 })).items).toEqual([{ product: 'fire', quantity: 3 }]);
  });

  it('reads a mixed grab from two kinds side by side', () => {
    const { items } = best(change({ p7: -540, p6: -106 }));
    expect([...items].sort((a, b) => (a.product < b.product ? -1 : 1))).toEqual([{ product: 'fire', quantity: 1 }, { product: 'water', quantity: 1 }]);
  });

  it('says unknown object where no article fits', () => {
    expect(best(change({ p8: -212 })).items).toEqual([]);
    expect(best(change({ p8: -5 }, 0.5)).items).toEqual([]);
  });

  it('puts back only what somebody holds', () => {
    expect(best(change({ p5: 104 }), held('fire')).items).toEqual([{ product: 'fire', quantity: -1 }]);
    expect(best(change({ p5: 104 }), held('water')).items).toEqual([]);
    expect(best(change({ p5: 104 }), []).items).toEqual([]);
    expect(best(change({ p5: 210 }), held('fire')).items).toEqual([]);
  });

  it('reads what is put back in another place by its weight, and prefers the twin that belongs there', () => {
    expect(best(change({ p2: 331 }), held('elsewhere', 'water')).items).toEqual([
      { product: 'elsewhere', quantity: -1, stray: true },
    ]);
    const [first, second] = readItems(change({ p2: 104 }), GOODS, held('fire', 'diablo'));
    expect(first!.items).toEqual([{ product: 'diablo', quantity: -1 }]);
    expect(second!.items).toEqual([{ product: 'fire', quantity: -1, stray: true }]);
    expect(second!.probability).toBeGreaterThan(0.002);
  });

  it('takes from what stands astray where it was put down', () => {
    const stray: Stray = { id: 'e:elsewhere', product: 'elsewhere', shelf: 's', shares: [0, 0, 0, 0, 1, 0, 0, 0, 0], weight: GOODS.weightOf('elsewhere'), quantity: 1, since: 0 };
    const goods = { ...GOODS, strays: [stray] };
    expect(readItems(change({ p5: -331 }), goods)[0]!.items).toEqual([{ product: 'elsewhere', quantity: 1, stray: 'e:elsewhere' }]);
    expect(readItems(change({ p5: -331 - 105 }), goods)[0]!.items).toHaveLength(2);
    expect(readItems(change({ p8: -331 }), goods)[0]!.items).toEqual([]);
    expect(readItems(change({ p5: -105 }), goods)[0]!.items).toEqual([{ product: 'fire', quantity: 1 }]);
  });

  it('knows a unit again by what it weighed when it was taken', () => {
    const weighed = (product: string, mean: number): HeldItem => ({ product, quantity: 1, weighed: [{ mean, meanError: 1, spread: 1.5 }] });
    const [first, ...others] = readItems(change({ p5: 109 }), GOODS, [weighed('fire', 97), weighed('diablo', 109.2)]);
    expect(first).toMatchObject({ items: [{ product: 'diablo', quantity: -1, stray: true }] });
    expect(others.every(({ items }) => items[0]?.product !== 'fire')).toBe(true);
  });

  it('knows nothing of a shelf without goods', () => {
    expect(readItems(change({ p2: -100 }), { ...GOODS, planogram: [] })).toEqual([{ items: [], probability: 1 }]);
  });
});
