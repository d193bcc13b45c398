import { createRandom, randomLayout } from '@walkout/recordings/simulator';
import type { Errand, Random, Scenario } from '@walkout/recordings/simulator';
import type { StoreLayout } from '@walkout/contracts';
import { ALONE, TOGETHER } from '../confusing-actions.ts';
import type { ActionSource } from '../confusing-actions.ts';
import { createShoppingList, oneAfterAnother, plainErrands } from '../plans.ts';
import type { ScenarioSuite } from '../scenario-suite.ts';

const STORES = 8;
const SHOPPERS = 4;
const ACTIONS = 6;
/** Grab's live test: four of ten actions are meant to confuse. */
const CONFUSING_SHARE = 0.4;
const TOGETHER_SHARE = 0.4;
const BETWEEN_SECONDS: readonly [number, number] = [2, 7];

/**
 * Shoppers of whose actions a share is meant to confuse. What two do together comes at the same place of both lists, so that
 * nobody waits for somebody who waits for them.
 */
export function confusingScenario(layout: StoreLayout, random: Random, { shoppers, actions }: { shoppers: number; actions: number }): Scenario {
  const list = random.fork('list');
  const draw = createShoppingList(list, layout.products);
  let words = 0;
  const source: ActionSource = { layout, random: list, draw, word: () => `meeting ${++words}` };
  const lists = Array.from({ length: shoppers }, () => ({ errands: [] as Errand[], actions: 0 }));
  for (let left = shoppers * actions; left > 0; ) {
    const [first, second] = [...lists].sort((a, b) => a.actions - b.actions) as [(typeof lists)[0], (typeof lists)[0]];
    const confuses = list.chance(CONFUSING_SHARE);
    const joint = confuses && second !== undefined && list.chance(TOGETHER_SHARE);
    const action = confuses ? Object.values(joint ? TOGETHER : ALONE) : [];
    const parts = confuses ? list.pick(action)(source) : [plainErrands(list, draw, 1)];
    for (const [index, part] of parts.entries()) {
      const one = index === 0 ? first : second;
      one.errands.push(...part);
      one.actions++;
      left--;
    }
  }
  return {
    shoppers: oneAfterAnother(random, { count: lists.length, between: BETWEEN_SECONDS }, (_, index) => ({ errands: lists[index]!.errands, inOrder: true })),
  };
}

/** Shoppers who make it hard. */
export const confusion: ScenarioSuite = {
  about: 'four of ten actions are meant to confuse',
  *cases(seed) {
    for (let store = 1; store <= STORES; store++) {
      const name = `confusion-${seed}-${store}`;
      const layout = randomLayout(name);
      const scenario = confusingScenario(layout, createRandom(name), { shoppers: SHOPPERS, actions: ACTIONS });
      yield { name, simulation: { layout, seed: name, scenario, longestSeconds: 400 } };
    }
  },
};
