import { expect, it } from 'vitest';
import type { FloorPoint, Gate } from '@walkout/contracts';
import { depthBehind } from './depth-behind.ts';

const FLOOR: readonly FloorPoint[] = [[0, 0], [6, 0], [6, 5], [0, 5]];
const gate = (from: FloorPoint, to: FloorPoint): Gate => ({ id: 'gate', kind: 'entry', from, to });

it('measures into the store, whichever way the gate is drawn and wherever it is', () => {
  for (const south of [gate([1, 0], [2, 0]), gate([2, 0], [1, 0])]) {
    expect(depthBehind(south, [1.2, 0.3], FLOOR)).toBeCloseTo(0.3);
    expect(depthBehind(south, [4, -0.3], FLOOR)).toBeCloseTo(-0.3);
  }
  expect(depthBehind(gate([6, 1], [6, 2]), [5.5, 1.5], FLOOR)).toBeCloseTo(0.5);
});
