import type { Cart } from '@walkout/contracts';
import { createCameraFeed, createRandom, demoLayout, randomShape, simulate } from '@walkout/recordings/simulator';
import type { Errand, ShopperPlan } from '@walkout/recordings/simulator';
import { momentOf } from '../core/sensor-message.ts';
import type { SensorMessage } from '../core/sensor-message.ts';

const SEED = 'memory';
/** The store is empty between two shoppers for longer than it takes to be sure of it. */
const GAP_SECONDS = 60;

/** What the sensors of the demo's store say while one shopper puts something down among other goods, the next takes one of those, and a third buys what stands astray. */
export function quietDay() {
  const layout = demoLayout();
  const random = createRandom(SEED);
  const [product, other] = layout.products.map(({ id }) => id) as [string, string];
  const errands: readonly (readonly Errand[])[] = [
    [{ kind: 'take', product }, { kind: 'put', product, among: other }],
    [{ kind: 'take', product: other }],
    [{ kind: 'take', product, among: other }],
  ];
  const shoppers = errands.map((own, index): ShopperPlan => (
    { shape: randomShape(random.fork(`${index}`)), container: 'basket', pace: 1.2, arrivesAt: 1 + GAP_SECONDS * index, errands: own }));
  const camerasSee = createCameraFeed(layout, SEED);
  const messages: SensorMessage[] = [];
  for (const { at, messages: said, frame } of simulate({ layout, seed: SEED, scenario: { shoppers }, longestSeconds: GAP_SECONDS * 4 })) {
    messages.push(...said, ...(frame === undefined ? [] : camerasSee(frame.index, at, frame.posed)));
  }
  return { layout, product, other, messages: messages.sort((a, b) => momentOf(a) - momentOf(b)) };
}

/** What carts come to. */
export const goodsOf = (carts: Iterable<Cart>) =>
  [...carts].map(({ visit, state, lines }) => ({ visit, state, goods: lines.map(({ product, quantity }) => ({ product, quantity })) }));
