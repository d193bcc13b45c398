import type { StoreLayout } from '@walkout/contracts';
import type { Random } from '../../random.ts';
import { sizeOf, trueMeanOf } from './stock.ts';
import type { Item } from './stock.ts';

/** The stock room: new packs like those on the shelves. @param random the world's, so that their weights are those of the product */
export function createSupply({ products, shelves, planogram }: StoreLayout, random: Random): (product: string) => Item {
  const weights = random.fork('supply');
  let count = 0;
  return (id) => {
    const product = products.find((candidate) => candidate.id === id)!;
    const { plates } = planogram.find((entry) => entry.product === id)!;
    const shelf = shelves.find((candidate) => candidate.plates.some((plate) => plate.id === plates[0]))!;
    const trueMean = trueMeanOf(product, random.fork('stock').fork(id));
    return {
      id: `${id}-new-${++count}`,
      product: id, shelf: shelf.id, plates,
      place: shelf.plates.find((plate) => plate.id === plates[0])!.centre,
      size: sizeOf(product),
      grams: weights.normal(trueMean, product.unitWeight.standardDeviation),
    };
  };
}
