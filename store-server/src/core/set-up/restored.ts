import type { StoreLayout } from '@walkout/contracts';
import { placedProducts, withProducts } from './catalogue-edit.ts';

/**
 * How the store stood in an earlier version, with the goods, prices and taxes of now. Products stand where they did then; those
 * that have come since stay on those of their plates that were there.
 */
export function furnitureOf(then: StoreLayout, now: StoreLayout): StoreLayout {
  const plates = new Set(then.shelves.flatMap((shelf) => shelf.plates.map(({ id }) => id)));
  const places = new Map(placedProducts(then).map((placed) => [placed.product.id, placed.plates]));
  const goods = placedProducts(now).map(({ product, plates: today }) =>
    ({ product, plates: places.get(product.id) ?? today.filter((plate) => plates.has(plate)) }));
  return withProducts({ ...then, taxClasses: now.taxClasses }, goods);
}
