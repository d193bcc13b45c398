import { expect, it } from 'vitest';
import { createRandom } from '@walkout/recordings';
import { simulateDay, undisturbedCarts } from './day.ts';
import { planFaults } from './faults.ts';
import { differences } from './judge.ts';
import { rehearse, tillOf } from './rehearse.ts';

/** `WALKOUT_REHEARSALS=50 WALKOUT_CHAOS_SEED=100 npx vitest run scripts/chaos/rehearse.test.ts` looks for what goes wrong by the thousand faults. */
const DAYS = Number(process.env['WALKOUT_REHEARSALS'] ?? 2);
const FIRST_SEED = Number(process.env['WALKOUT_CHAOS_SEED'] ?? 40);
const FAULTS_A_DAY = 20;
const SECONDS = 90;
const QUIET_MS = 4_000;
const PATIENCE_MS = 60_000 + 60_000 * DAYS;

it(`${DAYS} days with ${FAULTS_A_DAY} faults each, rehearsed on fusion alone, charge what they would have charged, or ask`, { timeout: PATIENCE_MS }, () => {
  const wrong: string[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + DAYS; seed++) {
    const day = simulateDay('demo', seed, SECONDS);
    const plan = planFaults(createRandom(`chaos ${seed}/faults`), day.layout, { count: FAULTS_A_DAY, from: QUIET_MS, until: day.closesAt - day.opensAt - 2 * QUIET_MS });
    const undisturbed = undisturbedCarts(day);
    expect(undisturbed.size).toBeGreaterThan(0);
    wrong.push(...differences(tillOf(rehearse(day, plan, `chaos ${seed}`)), undisturbed).map((text) => `seed ${seed}, ${text}`));
  }
  expect(wrong).toEqual([]);
});
