import { createRandom, randomLayout } from '@walkout/recordings/simulator';
import type { Errand } from '@walkout/recordings/simulator';
import { createShoppingList, oneAfterAnother, plainErrands, shopper } from '../plans.ts';
import type { ScenarioSuite } from '../scenario-suite.ts';

const STORES = 3;
const SHOPPERS = 12;
const ERRANDS = 6;
const AREA = 60;
const BETWEEN_SECONDS: readonly [number, number] = [2, 4.5];
/** The first of each pair comes with the one after. */
const PAIRS = [3, 8];
const RESTOCKED = 3;

/** Twelve shoppers at once on 60 m², two pairs among them, and somebody who fills the shelves. */
export const busy: ScenarioSuite = {
  about: '12 shoppers on 60 m², 8 cameras',
  *cases(seed) {
    for (let store = 1; store <= STORES; store++) {
      const name = `busy-${seed}-${store}`;
      const layout = randomLayout(name, { area: AREA, cameras: 8 });
      const random = createRandom(name);
      const draw = createShoppingList(random.fork('list'), layout.products);
      const shoppers = oneAfterAnother(random, { count: SHOPPERS, between: BETWEEN_SECONDS }, (own, index) => {
        const pair = PAIRS.find((first) => index === first || index === first + 1);
        return { errands: plainErrands(own.fork('errands'), draw, ERRANDS), ...(pair === undefined ? {} : { party: `pair ${pair}` }) };
      });
      const errands = Array.from({ length: RESTOCKED }, (): Errand => ({ kind: 'restock', product: draw(), quantity: 2 }));
      const clerk = shopper(random.fork('clerk'), { arrivesAt: 20, errands, staff: true, inOrder: true });
      yield { name, simulation: { layout, seed: name, scenario: { shoppers: [...shoppers, clerk] }, longestSeconds: 500 } };
    }
  },
};
