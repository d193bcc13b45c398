import { createRandom, randomLayout } from '@walkout/recordings/simulator';
import { createShoppingList, plainErrands, shopper } from '../plans.ts';
import type { ScenarioSuite } from '../scenario-suite.ts';

const STORES = 8;
const VISITS = 4;
const ERRANDS = 8;
/** Longer than anybody takes for the errands, so that nobody meets anybody. */
const APART_SECONDS = 85;

/** Shoppers who have the store to themselves. */
export const solo: ScenarioSuite = {
  about: 'one shopper at a time',
  *cases(seed) {
    for (let store = 1; store <= STORES; store++) {
      const name = `solo-${seed}-${store}`;
      const layout = randomLayout(name);
      const random = createRandom(name);
      const draw = createShoppingList(random.fork('list'), layout.products);
      const shoppers = Array.from({ length: VISITS }, (_, index) => {
        const own = random.fork(`shopper ${index}`);
        return shopper(own, { arrivesAt: 0.5 + index * APART_SECONDS, errands: plainErrands(own.fork('errands'), draw, ERRANDS), inOrder: true });
      });
      yield { name, simulation: { layout, seed: name, scenario: { shoppers }, longestSeconds: VISITS * APART_SECONDS + 60 } };
    }
  },
};
