import type { Product, StoreLayout, TaxClass } from '@walkout/contracts';

/** What is sold and how it is taxed, by id. */
export interface Catalogue {
  readonly currency: string;
  readonly products: ReadonlyMap<string, Product>;
  readonly taxClasses: ReadonlyMap<string, TaxClass>;
}

/** The catalogue of a checked layout. */
export const catalogueOf = (layout: StoreLayout): Catalogue => ({
  currency: layout.currency,
  products: new Map(layout.products.map((product) => [product.id, product])),
  taxClasses: new Map(layout.taxClasses.map((taxClass) => [taxClass.id, taxClass])),
});
