import { describe, expect, it } from 'vitest';
import { WalkoutError } from '../errors.ts';
import { parseLayout, readLayout } from './check-layout.ts';
import type { StoreLayout } from './store-layout.ts';

const corner: StoreLayout = {
  version: 1,
  store: 'corner',
  name: 'Corner store',
  currency: 'EUR',
  floor: [[0, 0], [4, 0], [4, 3], [0, 3]],
  cameras: [{ id: 'north', imageSize: { width: 640, height: 360 } }],
  gates: [{ id: 'door', kind: 'entry', from: [1, 0], to: [2, 0] }],
  fixtures: [{ id: 'wall', name: 'Wall', footprint: [[0, 2.5], [4, 2.5], [4, 3], [0, 3]], height: 1.8 }],
  shelves: [{ id: 's1', name: 'Top', fixture: 'wall', facing: -1.5708, plates: [{ id: 's1-1', centre: [0.5, 2.7, 1.2], width: 0.2, depth: 0.4 }] }],
  taxClasses: [{ id: 'food', name: 'Food', basisPoints: 700 }],
  products: [{ id: 'milk', name: 'Milk 1 l', barcode: '4001', price: 119, taxClass: 'food', unitWeight: { mean: 1030, standardDeviation: 8 } }],
  planogram: [{ product: 'milk', plates: ['s1-1'] }],
};

function refusal(value: unknown): { code: string; message: string } {
  try {
    parseLayout(value, 'store.json');
  } catch (error) {
    if (error instanceof WalkoutError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('was not refused');
}

describe('store layout', () => {
  it('is read when it fits', () => {
    expect(readLayout(JSON.stringify(corner), 'store.json')).toEqual(corner);
  });

  it.each([
    ['an empty document', {}, 'LAYOUT_MALFORMED', /store\.json/],
    ['a field it does not know', { ...corner, colour: 'red' }, 'LAYOUT_MALFORMED', /\/colour is not a field that is known/],
    ['a price with a fraction', { ...corner, products: [{ ...corner.products[0], price: 1.5 }] }, 'LAYOUT_MALFORMED', /products\/0\/price/],
    ['a product on a plate that is on no shelf', { ...corner, planogram: [{ product: 'milk', plates: ['s9-1'] }] }, 'LAYOUT_INCONSISTENT', /s9-1/],
    ['a product on no plate', { ...corner, planogram: [] }, 'LAYOUT_INCONSISTENT', /"milk" stands on no plate/],
    ['a shelf of no fixture', { ...corner, fixtures: [] }, 'LAYOUT_INCONSISTENT', /"wall"/],
    ['two cameras of one id', { ...corner, cameras: [corner.cameras[0], corner.cameras[0]] }, 'LAYOUT_INCONSISTENT', /"north"/],
  ])('refuses %s', (_, value, code, message) => {
    const error = refusal(value);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('refuses text that is no JSON', () => {
    expect(() => readLayout('{"version":1', 'store.json')).toThrow(/store\.json: not JSON/);
  });
});
