import { describe, expect, it } from 'vitest';
import { shelfOfPlates } from '../shelves/testing/weights-by-hand.ts';
import { placementsOf, stretchesOf } from './placement.ts';

const SHELF = shelfOfPlates(4, 0.1);
const rounded = (value: number) => Math.round(value * 1000) / 1000;

describe('placement', () => {
  it('joins plates side by side to one stretch', () => {
    const stretches = stretchesOf(SHELF, ['p1', 'p2', 'p4']);
    expect(stretches.map(({ from, to }) => [rounded(from), rounded(to)])).toEqual([[-0.05, 0.15], [0.25, 0.35]]);
  });

  it('places nothing on no plates', () => {
    expect(placementsOf(SHELF, stretchesOf(SHELF, []))).toEqual([]);
  });

  it('shares the load of a pack by how much of it stands on each plate', () => {
    const pack = { id: 'x', name: 'x', barcode: '', price: 1, taxClass: 'n', unitWeight: { mean: 1, standardDeviation: 0 }, size: [0.1, 0.1, 0.1] as [number, number, number] };
    // Centres 2 cm apart on the first plate, from -0.04: there 0.04 m of it stand beside the shelf; at 0.04 it has 0.04 m on the next plate.
    const shares = placementsOf(SHELF, stretchesOf(SHELF, ['p1']), pack).map((share) => share.map(rounded));
    expect(shares).toEqual([[1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [0.8, 0.2, 0, 0], [0.6, 0.4, 0, 0]]);
  });
});
