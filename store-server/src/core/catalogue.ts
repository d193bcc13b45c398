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

/** Always the catalogue that holds when it is asked: a price that is changed is that of the next receipt. */
export const latestCatalogue = (now: () => Catalogue): Catalogue => ({
  get currency() {
    return now().currency;
  },
  get products() {
    return now().products;
  },
  get taxClasses() {
    return now().taxClasses;
  },
});
