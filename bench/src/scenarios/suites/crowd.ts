import { createRandom, marketLayout } from '@walkout/recordings/simulator';
import { createShoppingList, oneAfterAnother, plainErrands } from '../plans.ts';
import type { ScenarioSuite } from '../scenario-suite.ts';

const SHOPPERS = 100;
const ERRANDS = 5;
const BETWEEN_SECONDS: readonly [number, number] = [0.8, 1.6];
/** In a large store ways are long, and few people are near. */
const REPLAN_SECONDS = 2;

/** A supermarket with a hundred shoppers. */
export const crowd: ScenarioSuite = {
  about: '100 shoppers, 100 cameras, 1,000 products',
  *cases(seed) {
    const name = `crowd-${seed}-1`;
    const layout = marketLayout(name);
    const random = createRandom(name);
    const draw = createShoppingList(random.fork('list'), layout.products);
    const shoppers = oneAfterAnother(random, { count: SHOPPERS, between: BETWEEN_SECONDS }, (own) => ({ errands: plainErrands(own.fork('errands'), draw, ERRANDS) }));
    yield { name, simulation: { layout, seed: name, scenario: { shoppers, replanSeconds: REPLAN_SECONDS }, longestSeconds: 600 }, peopleEvery: 5 };
  },
};
