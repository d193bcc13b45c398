import type { AtShelf, Errand } from '@walkout/recordings/simulator';

/** The errands of each shopper of a case. */
export type MpsCase = readonly (readonly Errand[])[];

type Where = Omit<AtShelf, 'product'>;
const take = (product: string, more: Where = {}): Errand => ({ kind: 'take', product, ...more });
const two = (product: string): Errand => ({ kind: 'two', product });
/** Back where it belongs, or among the packs of another product. */
const put = (product: string, among?: string, more: Where = {}): Errand => ({ kind: 'put', product, ...(among === undefined ? {} : { among }), ...more });
const hold = (product: string, then: 'take' | 'leave', seconds: number): Errand => ({ kind: 'hold', product, then, seconds });
const sweep = (...products: string[]): Errand => ({ kind: 'sweep', product: products[Math.floor(products.length / 2)]!, products });
const give = (product: string, meeting: string): Errand => ({ kind: 'give', product, meeting });
const receive = (meeting: string): Errand => ({ kind: 'receive', meeting });

/** Two side by side, each reaching across the other: the one on the left takes what is right, the other what is left. */
const crossing = (left: string, right: string, meeting: string): [onTheLeft: Errand, onTheRight: Errand] => [
  take(right, { meeting, close: true, aside: -0.4 }),
  take(left, { meeting, close: true, aside: 0.4 }),
];
const [cross7a, cross7b] = [crossing('red-soda-0-5-l', 'blue-soda-0-5-l', '7a'), crossing('chips-paprika', 'chips-vinegar', '7b')];
const [cross8a, cross8b] = [crossing('tomato-soup-can', 'lentil-soup-can', '8a'), crossing('kefir-0-5-l', 'cold-coffee-0-25-l', '8b')];

/**
 * The 30 cases of the AutoCheckout competition, by their descriptions: who does what, one after the other.
 *
 * @source the cases' published descriptions (CPS-IoT Week 2020, AutoCheckout); the products are this store's
 */
export const MPS_CASES: readonly MpsCase[] = [
  [[take('red-soda-0-5-l'), take('chips-paprika'), take('tuna-can')]],
  [[take('nut-bar'), take('small-cola-0-25-l'), take('sweetcorn-can')]],
  [[take('iced-tea-0-5-l'), put('iced-tea-0-5-l'), take('pretzels'), take('fruit-bar'), take('chick-peas-can')]],
  [[take('chips-salted'), take('blue-soda-0-5-l'), take('oat-bar'), take('kefir-0-5-l'), put('blue-soda-0-5-l')]],
  [[take('green-soda-0-5-l'), put('green-soda-0-5-l', 'red-soda-0-5-l'), take('red-soda-0-5-l'), take('green-soda-0-5-l', { among: 'red-soda-0-5-l' })]],
  [[take('large-water-1-5-l'), put('large-water-1-5-l', 'ginger-shot'), two('ginger-shot')]],
  [[cross7a[0], cross7b[0], take('tuna-can')], [cross7a[1], cross7b[1], take('popcorn')]],
  [[cross8a[0], take('sesame-bar'), cross8b[0]], [cross8a[1], take('pretzels'), cross8b[1]]],
  [
    [take('milk-chocolate-bar', { meeting: '9', close: true, aside: -0.2 }), give('milk-chocolate-bar', '9a'), receive('9b')],
    [take('fruit-bar', { meeting: '9', close: true, aside: 0.2 }), receive('9a'), give('fruit-bar', '9b')],
  ],
  [
    [take('still-water-0-5-l', { meeting: '10a', close: true, aside: -0.25 }), take('chips-salted', { meeting: '10b', close: true })],
    [take('still-water-0-5-l', { meeting: '10a', close: true, aside: 0.25 }), take('chips-vinegar', { meeting: '10b', close: true })],
  ],
  [
    [take('nut-bar', { meeting: '11' }), take('dark-chocolate-bar'), put('dark-chocolate-bar', 'fruit-bar'), take('tomato-soup-can')],
    [take('dark-chocolate-bar', { meeting: '11', close: true }), take('sesame-bar'), take('tuna-can'), put('sesame-bar', 'oat-bar')],
    [take('fruit-bar', { meeting: '11', close: true }), take('kidney-beans-can'), two('sweetcorn-can')],
  ],
  [
    [take('ginger-shot', { meeting: '12', close: true }), take('small-juice-0-2-l'), put('ginger-shot', 'small-cola-0-25-l'), take('red-soda-0-5-l')],
    [take('small-juice-0-2-l', { meeting: '12', close: true }), take('kefir-0-5-l'), take('large-water-1-5-l')],
    [take('cold-coffee-0-25-l', { meeting: '12', close: true }), take('blue-soda-0-5-l'), put('blue-soda-0-5-l', 'iced-tea-0-5-l'), take('chips-cheese')],
  ],
  [[take('chips-cheese'), take('pretzels')]],
  [[take('kefir-0-5-l')]],
  [[take('popcorn'), take('dark-chocolate-bar')]],
  [[take('tomato-soup-can'), put('tomato-soup-can', 'lentil-soup-can'), take('lentil-soup-can'), take('kidney-beans-can'), put('kidney-beans-can', 'chick-peas-can'), take('chick-peas-can')]],
  [[hold('iced-tea-0-5-l', 'take', 7)]],
  [[take('green-soda-0-5-l'), two('red-soda-0-5-l'), put('red-soda-0-5-l', 'green-soda-0-5-l')]],
  [[two('chips-salted'), take('chips-salted'), two('chips-paprika'), take('chips-vinegar'), put('chips-salted')]],
  [[take('chick-peas-can'), take('kidney-beans-can'), take('lentil-soup-can'), put('kidney-beans-can')]],
  [[sweep('nut-bar', 'oat-bar', 'dark-chocolate-bar'), sweep('milk-chocolate-bar', 'fruit-bar', 'sesame-bar'), put('oat-bar')]],
  [[take('large-water-1-5-l', { manner: 'slow' })]],
  [[take('pretzels'), put('pretzels'), take('pretzels')]],
  [[take('tomato-soup-can'), take('lentil-soup-can')]],
  [[take('blue-soda-0-5-l'), take('iced-tea-0-5-l'), take('still-water-0-5-l'), take('kefir-0-5-l')]],
  [[two('chips-vinegar')]],
  [[{ kind: 'look', product: 'tuna-can' }]],
  [[hold('red-soda-0-5-l', 'leave', 5), hold('blue-soda-0-5-l', 'take', 5)]],
  [[sweep('ginger-shot', 'turmeric-shot', 'small-juice-0-2-l')]],
  [[take('chips-paprika'), take('sweetcorn-can'), take('oat-bar'), { kind: 'drop', product: 'sweetcorn-can' }]],
];
