import { createRandom, randomLayout } from '@walkout/recordings/simulator';
import { FAULTS } from '../faults.ts';
import { createShoppingList, oneAfterAnother, plainErrands } from '../plans.ts';
import type { ScenarioSuite } from '../scenario-suite.ts';

const STORES_A_FAULT = 2;
const SHOPPERS = 4;
const ERRANDS = 6;
const BETWEEN_SECONDS: readonly [number, number] = [4, 10];

/** Stores each of which has one thing broken; all that is said goes through the real reorder buffer. */
export const faults: ScenarioSuite = {
  about: 'dead cells, drift, a camera lost, a clock off by 300 ms, late and doubled messages',
  *cases(seed) {
    for (const [kind, [fault, breaks]] of Object.entries(FAULTS).entries()) {
      for (let store = 1; store <= STORES_A_FAULT; store++) {
        const name = `faults-${seed}-${kind * STORES_A_FAULT + store}`;
        const layout = randomLayout(name);
        const random = createRandom(name);
        const draw = createShoppingList(random.fork('list'), layout.products);
        const shoppers = oneAfterAnother(random, { count: SHOPPERS, between: BETWEEN_SECONDS }, (own) => ({ errands: plainErrands(own.fork('errands'), draw, ERRANDS), inOrder: true }));
        yield { name, simulation: { layout, seed: name, scenario: { shoppers }, longestSeconds: 400 }, fault: breaks(layout, random.fork(fault)) };
      }
    }
  },
};
