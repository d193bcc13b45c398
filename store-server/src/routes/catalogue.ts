import Type from 'typebox';
import { closed, Identifier, TaxClass } from '@walkout/contracts';
import { actorOf } from '../core/access/audit-entry.ts';
import { placedProducts, withoutProduct, withProduct, withTaxClasses } from '../core/set-up/catalogue-edit.ts';
import { layoutChanges } from '../core/set-up/layout-changes.ts';
import { PICTURE_TYPES } from '../core/set-up/picture-type.ts';
import { PRODUCT_COLUMNS, productRows, readProductCsv } from '../core/set-up/product-csv.ts';
import { PlacedProductBody, ProductImportBody, ProductImportResult, Saved } from '../core/set-up/views.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { MOST_CSV_BYTES, readingOf, sendCsv } from './csv-route.ts';
import { ErrorBody, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const MOST_PICTURE_BYTES = 1024 * 1024;
const ProductParams = closed({ id: Identifier });
const refusals = { 400: ErrorBody, 404: ErrorBody, 409: ErrorBody, ...staffErrors };

/** What is sold, at which price, taxed how, standing where: a change is a new version of the layout and holds for the next receipt. */
export function catalogueRoutes(app: TypedApp, { layouts, pictures }: Store): void {
  const needProduct = (id: string) => {
    const found = placedProducts(layouts.current().layout).find(({ product }) => product.id === id);
    if (found === undefined) throw storeServerError('PRODUCT_UNKNOWN', `"${id}"`);
    return found;
  };

  app.get('/api/products', {
    config: { access: 'setUp' },
    schema: {
      summary: 'Products with their places, and tax classes',
      response: { 200: closed({ products: Type.Array(PlacedProductBody), taxClasses: Type.Array(TaxClass) }), ...staffErrors },
    },
  }, () => {
    const { layout } = layouts.current();
    return { products: placedProducts(layout).map(({ product, plates }) => ({ product, plates: [...plates] })), taxClasses: layout.taxClasses };
  });

  app.put('/api/products/:id', {
    config: { access: 'manager', audited: true },
    schema: { summary: 'Add or change a product', params: ProductParams, body: PlacedProductBody, response: { 200: Saved, ...refusals } },
  }, ({ params, body, principal }) => {
    if (body.product.id !== params.id) throw storeServerError('REQUEST_MALFORMED', 'the product has another id than the address');
    const { layout } = layouts.current();
    return layouts.save({ layout: withProduct(layout, body), note: `product ${params.id}`, by: actorOf(principal) });
  });

  app.delete('/api/products/:id', {
    config: { access: 'manager', audited: true },
    schema: { summary: 'Sell a product no longer', params: ProductParams, response: { 200: Saved, ...refusals } },
  }, ({ params, principal }) => {
    needProduct(params.id);
    return layouts.save({ layout: withoutProduct(layouts.current().layout, params.id), note: `product ${params.id} removed`, by: actorOf(principal) });
  });

  app.put('/api/tax-classes', {
    config: { access: 'manager', audited: true },
    schema: {
      summary: 'All tax classes', body: closed({ taxClasses: Type.Array(TaxClass, { minItems: 1, maxItems: 50 }) }), response: { 200: Saved, ...refusals },
    },
  }, ({ body, principal }) =>
    layouts.save({ layout: withTaxClasses(layouts.current().layout, body.taxClasses), note: 'tax classes', by: actorOf(principal) }));

  app.get('/api/products.csv', {
    config: { access: 'setUp' },
    schema: { summary: 'Products as CSV', produces: ['text/csv'] },
  }, (_request, reply) => sendCsv(reply, 'products', { columns: PRODUCT_COLUMNS, rows: productRows(layouts.current().layout) }));

  app.post('/api/products/import', {
    config: { access: 'manager', audited: true },
    bodyLimit: MOST_CSV_BYTES,
    schema: { summary: 'Products from CSV: all or nothing, or a preview', body: ProductImportBody, response: { 200: ProductImportResult, ...refusals } },
  }, ({ body, principal }): ProductImportResult => {
    const { layout } = layouts.current();
    const reading = readingOf(body.csv, (columns, rows) => readProductCsv(columns, rows, { layout, replace: body.replace }));
    if (reading.value === undefined) return { errors: [...reading.errors], changes: [] };
    if (body.preview) return { errors: [], changes: layoutChanges(layout, reading.value) };
    const { version, changes } = layouts.save({ layout: reading.value, note: 'products from a CSV file', by: actorOf(principal) });
    return { errors: [], changes: changes, version };
  });

  app.addContentTypeParser([...PICTURE_TYPES], { parseAs: 'buffer', bodyLimit: MOST_PICTURE_BYTES }, (_request, bytes, done) => done(null, bytes));
  app.put('/api/products/:id/picture', {
    config: { access: 'manager', audited: true },
    bodyLimit: MOST_PICTURE_BYTES,
    schema: { summary: 'A picture of a product: JPEG, PNG or WebP, 1 MiB at most', params: ProductParams, response: { 200: Saved, ...refusals } },
  }, ({ params, body, principal }) => {
    const { product, plates } = needProduct(params.id);
    if (!Buffer.isBuffer(body)) throw storeServerError('PICTURE_UNUSABLE', 'nothing was sent');
    const picture = `/pictures/${pictures.add(body)}`;
    const layout = withProduct(layouts.current().layout, { product: { ...product, picture }, plates });
    return layouts.save({ layout, note: `picture of ${params.id}`, by: actorOf(principal) });
  });

  app.get('/pictures/:sha256', {
    config: { access: 'public' },
    schema: { hide: true, params: closed({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) },
  }, ({ params }, reply) => {
    const picture = pictures.find(params.sha256);
    if (picture === undefined) throw storeServerError('ROUTE_UNKNOWN', `picture ${params.sha256}`);
    return reply.type(picture.type).header('cache-control', 'public, max-age=31536000, immutable').send(picture.bytes);
  });
}
