import type { Product } from '@walkout/contracts';
import { describe, expect, it } from 'vitest';
import { shelfOfPlates } from '../shelves/testing/weights-by-hand.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import type { Goods } from './item-reading.ts';
import { readItems } from './read-items.ts';

const product = (id: string, grams: number): Product => ({
  id, name: id, barcode: '', price: 100, taxClass: 'n', unitWeight: { mean: grams, standardDeviation: grams / 100 },
});

/** A board of nine plates as in the real store: near twins beside each other, three plates each. */
const GOODS: Goods = {
  shelf: shelfOfPlates(9),
  planogram: [
    { product: 'diablo', plates: ['p1', 'p2', 'p3'] },
    { product: 'fire', plates: ['p4', 'p5', 'p6'] },
    { product: 'water', plates: ['p7', 'p8', 'p9'] },
  ],
  products: new Map([product('diablo', 103.9), product('fire', 105.5), product('water', 538), product('elsewhere', 330)].map((one) => [one.id, one])),
};

function change(plates: Readonly<Record<string, number>>, error = 1): WeightChange {
  const parts = Object.entries(plates).map(([plate, grams]) => ({ plate, grams, error }));
  const grams = parts.reduce((sum, part) => sum + part.grams, 0);
  return { id: 's-1', shelf: 's', startedAt: 0, settledAt: 500, plates: parts, grams, error, place: [0, 0, 1], spread: 0.05 };
}

const best = (of: WeightChange, held?: Parameters<typeof readItems>[2]) => readItems(of, GOODS, held)[0]!;

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

  it('is in doubt where twins stand side by side and the change is right between them', () => {
    const [first, second] = readItems(change({ p3: -52, p4: -52 }), GOODS);
    expect(first!.probability).toBeLessThan(0.8);
    expect([first, second].map((reading) => reading!.items[0]!.product).sort()).toEqual(['diablo', 'fire']);
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
    expect(best(change({ p5: 104 })).items).toEqual([{ product: 'fire', quantity: -1 }]);
    expect(best(change({ p5: 104 }), [{ product: 'fire', quantity: 1 }]).items).toEqual([{ product: 'fire', quantity: -1 }]);
    expect(best(change({ p5: 104 }), [{ product: 'water', quantity: 1 }]).items).toEqual([]);
    expect(best(change({ p5: 104 }), []).items).toEqual([]);
    expect(best(change({ p5: 210 }), [{ product: 'fire', quantity: 1 }]).items).toEqual([]);
  });

  it('reads what is put back in another place by its weight, and prefers the twin that belongs there', () => {
    expect(best(change({ p2: 331 }), [{ product: 'elsewhere', quantity: 1 }, { product: 'water', quantity: 1 }]).items).toEqual([
      { product: 'elsewhere', quantity: -1 },
    ]);
    const [first, second] = readItems(change({ p2: 104 }), GOODS, [{ product: 'fire', quantity: 1 }, { product: 'diablo', quantity: 1 }]);
    expect(first!.items).toEqual([{ product: 'diablo', quantity: -1 }]);
    expect(second!.items).toEqual([{ product: 'fire', quantity: -1 }]);
    expect(second!.probability).toBeGreaterThan(0.005);
  });

  it('knows nothing of a shelf without goods', () => {
    expect(readItems(change({ p2: -100 }), { ...GOODS, planogram: [] })).toEqual([{ items: [], probability: 1 }]);
  });
});
