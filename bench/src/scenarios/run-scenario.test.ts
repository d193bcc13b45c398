import { expect, it } from 'vitest';
import { demoLayout, findDemo } from '@walkout/recordings/simulator';
import { scoreReceipts } from '../metrics/receipt-score.ts';
import { runScenario } from './run-scenario.ts';

it('charges the shoppers of a simulated store for what they carried out', () => {
  const { truth, reckoning } = runScenario({ name: 'demo', simulation: findDemo(demoLayout(), 3) });
  expect(truth.receipts).toHaveLength(4);
  expect(scoreReceipts(reckoning.carts, truth.receipts).itemF1).toBeGreaterThan(0.9);
}, 120_000);
