import { describe, expect, it } from 'vitest';
import type { Cart } from '@walkout/contracts';
import { calibrated } from './calibrated.ts';

const line = (probability: number) => ({ product: 'milk', quantity: 1, probability, evidence: ['e1'] });
const cart = (probability: number): Cart => ({
  visit: 'anna', revision: 1, capturedAt: 1, state: 'open',
  lines: [{ ...line(probability), alternatives: [{ items: [], probability: 1 - probability }] }],
  perhaps: [line(1 - probability)],
});
const tellsOf = (probability: number): number[] => {
  const { lines, perhaps } = calibrated(cart(probability));
  return [lines[0]!.probability, lines[0]!.alternatives![0]!.probability, perhaps![0]!.probability];
};

describe('calibrated', () => {
  it('leaves what is certain, and what is as likely as not', () => {
    expect(tellsOf(1)).toEqual([1, 0, 0]);
    expect(tellsOf(0.5)).toEqual([0.5, 0.5, 0.5]);
  });

  it('makes the likely likelier and the unlikely unlikelier by the same odds', () => {
    const sharper = (probability: number) => 1 / (1 + ((1 - probability) / probability) ** 1.25);
    for (const probability of [0.6, 0.8, 0.9]) {
      const [told, otherwise, perhaps] = tellsOf(probability);
      expect(told).toBeCloseTo(sharper(probability), 3);
      expect(told! + otherwise!).toBeCloseTo(1, 2);
      expect(perhaps).toBe(otherwise);
    }
  });

  it('keeps all else of a cart, and adds nothing', () => {
    const bare: Cart = { visit: 'anna', revision: 3, capturedAt: 9, state: 'closed', lines: [line(1)] };
    expect(calibrated(bare)).toEqual(bare);
  });
});
