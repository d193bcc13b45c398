import type { ShelfView } from '../../../../src/core/views.ts';

/** Something on a shelf that a person should do something about. */
export interface Finding {
  readonly key: string;
  readonly shelf: string;
  readonly kind: string;
  readonly words: string;
  /** Goods cannot be sold or are not noticed when taken. */
  readonly grave: boolean;
}

const CELL_WORDS = {
  dead: 'gives no reading: what is taken from it is not noticed. Have the cell or its cable replaced.',
  noisy: 'is noisy: light goods taken from it may not be noticed. See that nothing touches it; else have it replaced.',
} as const;

/** What is to be done at a shelf: broken cells, then empty, misplaced and low goods. */
export function shelfFindings({ shelf, stock }: ShelfView, nameOf: (product: string) => string): readonly Finding[] {
  const conditionOf = new Map(stock.plates.map(({ plate, condition }) => [plate, condition]));
  const cells = stock.plates.flatMap(({ plate, condition }): Finding[] =>
    condition === 'dead' || condition === 'noisy'
      ? [{ key: `${shelf} ${plate}`, shelf, kind: `${condition} cell`, words: `Cell ${plate} ${CELL_WORDS[condition]}`, grave: condition === 'dead' }]
      : []);
  const goods = stock.products.flatMap(({ product, quantity, plates, misplaced }): Finding[] => {
    const say = (kind: string, words: string, grave = false): Finding[] => [{ key: `${shelf} ${product} ${kind}`, shelf, kind, words, grave }];
    const name = nameOf(product);
    if (misplaced) return say('misplaced', `${quantity} × ${name} does not belong here: take it back to its place.`);
    if (quantity === 0) return say('empty', `${name} is sold out: fill it up.`, true);
    return plates.some((plate) => conditionOf.get(plate) === 'low') ? say('low', `${name}: ${quantity} left.`) : [];
  });
  return [...cells, ...goods].sort((a, b) => Number(b.grave) - Number(a.grave));
}
