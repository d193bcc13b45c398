import { createRandom, randomLayout, twinAssortment } from '@walkout/recordings/simulator';
import { createShoppingList, oneAfterAnother, plainErrands } from '../plans.ts';
import type { ScenarioSuite } from '../scenario-suite.ts';

const STORES = 8;
const SHOPPERS = 3;
const ERRANDS = 9;
const PRODUCTS = 60;
const BETWEEN_SECONDS: readonly [number, number] = [4, 12];

/** Neighbours that weigh the same. */
export const twins: ScenarioSuite = {
  about: 'neighbours within 2 % of each other in weight',
  *cases(seed) {
    for (let store = 1; store <= STORES; store++) {
      const name = `twins-${seed}-${store}`;
      const layout = randomLayout(name, { assortment: (random) => twinAssortment(random, PRODUCTS) });
      const random = createRandom(name);
      const draw = createShoppingList(random.fork('list'), layout.products);
      const shoppers = oneAfterAnother(random, { count: SHOPPERS, between: BETWEEN_SECONDS }, (own) => ({ errands: plainErrands(own.fork('errands'), draw, ERRANDS), inOrder: true }));
      yield { name, simulation: { layout, seed: name, scenario: { shoppers }, longestSeconds: 400 } };
    }
  },
};
