import { expect, it } from 'vitest';
import { isInside } from './floor.ts';

const ELL = [[0, 0], [4, 0], [4, 2], [2, 2], [2, 4], [0, 4]] as const;

it.each([[1, 1, true], [3, 1, true], [1, 3, true], [3, 3, false], [-0.1, 1, false], [4.1, 1, false], [NaN, 1, false]] as const)(
  'tells whether (%d, %d) is on an L-shaped floor: %s',
  (x, y, inside) => {
    expect(isInside(ELL, [x, y])).toBe(inside);
    expect(isInside(ELL.toReversed(), [x, y])).toBe(inside);
  },
);
