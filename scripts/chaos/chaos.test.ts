import { expect, it } from 'vitest';
import { isMosquittoInstalled } from '../broker/mosquitto.ts';
import { runChaos } from './run-chaos.ts';

/** `npm run chaos -- --runs 10` is the whole of it. */
const SEED = Number(process.env['WALKOUT_CHAOS_SEED'] ?? 1);
const PATIENCE_MS = 400_000;

it.skipIf(!isMosquittoInstalled())('a store in which things go wrong charges what it would have charged, or asks', { timeout: PATIENCE_MS }, async () => {
  const { visits, faults, differences } = await runChaos({ store: 'demo', seed: SEED, seconds: 40, faults: 5, say: () => {} });
  expect(faults).toHaveLength(5);
  expect(visits).toBeGreaterThan(0);
  expect(differences).toEqual([]);
});
