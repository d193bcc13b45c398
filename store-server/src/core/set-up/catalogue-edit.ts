import type { Product, StoreLayout, TaxClass } from '@walkout/contracts';

/** A product, and the plates that it stands on. */
export interface PlacedProduct {
  readonly product: Product;
  readonly plates: readonly string[];
}

/** The layout's products with their places. */
export function placedProducts({ products, planogram }: StoreLayout): PlacedProduct[] {
  const plates = new Map(planogram.map((entry) => [entry.product, entry.plates]));
  return products.map((product) => ({ product, plates: plates.get(product.id) ?? [] }));
}

/** A layout with these products and no others, in their order. */
export const withProducts = (layout: StoreLayout, placed: readonly PlacedProduct[]): StoreLayout => ({
  ...layout,
  products: placed.map(({ product }) => product),
  planogram: placed.filter(({ plates }) => plates.length > 0).map(({ product, plates }) => ({ product: product.id, plates: [...plates] })),
});

/** A layout in which a product is as it is here; a new one comes last. */
export function withProduct(layout: StoreLayout, placed: PlacedProduct): StoreLayout {
  const others = placedProducts(layout);
  const at = others.findIndex(({ product }) => product.id === placed.product.id);
  return withProducts(layout, at < 0 ? [...others, placed] : others.with(at, placed));
}

/** A layout that no longer has a product. */
export const withoutProduct = (layout: StoreLayout, id: string): StoreLayout =>
  withProducts(layout, placedProducts(layout).filter(({ product }) => product.id !== id));

/** A layout with these tax classes. */
export const withTaxClasses = (layout: StoreLayout, taxClasses: readonly TaxClass[]): StoreLayout => ({ ...layout, taxClasses: [...taxClasses] });
