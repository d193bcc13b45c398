import { createRandom, nanoLayout } from '@walkout/recordings/simulator';
import { shopper } from '../plans.ts';
import type { ScenarioSuite } from '../scenario-suite.ts';
import { MPS_CASES } from './mps-cases.ts';

const LONGEST_SECONDS = 180;
/** Those who come together come this much after each other. */
const BETWEEN_SECONDS: readonly [number, number] = [2.5, 5];

/** The cases of the AutoCheckout competition. */
export const mps: ScenarioSuite = {
  about: 'the 30 cases of the AutoCheckout competition by description',
  *cases(seed) {
    const layout = nanoLayout();
    for (const [index, lists] of MPS_CASES.entries()) {
      const name = `mps-${seed}-${index + 1}`;
      const random = createRandom(name);
      let arrivesAt = 0.5;
      const shoppers = lists.map((errands, number) => {
        const plan = shopper(random.fork(`shopper ${number}`), { arrivesAt, errands, inOrder: true });
        arrivesAt += random.uniform(...BETWEEN_SECONDS);
        return plan;
      });
      yield { name, simulation: { layout, seed: name, scenario: { shoppers }, longestSeconds: LONGEST_SECONDS } };
    }
  },
};
