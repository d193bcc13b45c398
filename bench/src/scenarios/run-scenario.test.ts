import { expect, it } from 'vitest';
import { demoLayout, findDemo } from '@walkout/recordings/simulator';
import { scoreReceipts } from '../metrics/receipt-score.ts';
import { runScenario } from './run-scenario.ts';

it('charges every shopper of a simulated store for exactly what they carried out', () => {
  const { carts, truth } = runScenario(findDemo(demoLayout(), 3));
  expect(truth.receipts).toHaveLength(4);
  expect(scoreReceipts(carts, truth.receipts)).toMatchObject({ itemF1: 1, receiptsRight: 4, wrong: [] });
}, 120_000);
