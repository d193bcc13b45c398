import type { Product, StoreLayout } from '@walkout/contracts';
import { placedProducts, withProducts } from './catalogue-edit.ts';
import type { PlacedProduct } from './catalogue-edit.ts';
import { doubledLines, headingErrors } from './csv-rows.ts';
import type { CsvReading, CsvRow, LineError } from './csv-rows.ts';
import { amountOf, amountText } from './money-text.ts';

/** Columns of the products' CSV file, in their order. */
export const PRODUCT_COLUMNS = [
  'id', 'name', 'barcode', 'price', 'tax_class', 'weight_g', 'weight_sd_g', 'width_m', 'depth_m', 'height_m', 'plates', 'picture',
] as const;
type Column = (typeof PRODUCT_COLUMNS)[number];
/** What a new product cannot do without. */
const NEEDED: readonly Column[] = ['name', 'price', 'tax_class', 'weight_g', 'plates'];
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Of the mean weight: how far packs of a product that nobody has weighed are taken to differ. */
const USUAL_SPREAD = 0.01;

/** The products of a layout, as rows of {@link PRODUCT_COLUMNS}. */
export const productRows = (layout: StoreLayout): string[][] => placedProducts(layout).map(({ product, plates }) => [
  product.id, product.name, product.barcode, amountText(product.price, layout.currency), product.taxClass,
  String(product.unitWeight.mean), String(product.unitWeight.standardDeviation), ...(product.size ?? ['', '', '']).map(String),
  plates.join(' '), product.picture ?? '',
]);

/** Reads one line; a column that is not in the file leaves what was. */
function readRow({ line, cells }: CsvRow, old: PlacedProduct | undefined, layout: StoreLayout): CsvReading<PlacedProduct> {
  const errors: LineError[] = [];
  const wrong = (column: Column, message: string) => void errors.push({ line, column, message });
  const cell = (column: Column): string | undefined => cells[column]?.trim();
  const number = (column: Column, fallback: number | undefined): number | undefined => {
    const text = cell(column);
    if (text === undefined || text === '') return fallback;
    const value = /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
    if (Number.isNaN(value)) wrong(column, `"${text}" is not a number`);
    return value;
  };
  if (old === undefined) {
    for (const column of NEEDED) if (!cell(column)) wrong(column, 'a new product needs this');
  }
  const was = old?.product;
  const price = cell('price') === undefined ? was?.price : amountOf(cell('price')!, layout.currency);
  if (price === undefined && cell('price')) wrong('price', `"${cell('price')}" is not an amount in ${layout.currency}`);
  const barcode = cell('barcode') ?? was?.barcode ?? '';
  if (!/^[0-9]{0,14}$/.test(barcode)) wrong('barcode', `"${barcode}" is not up to 14 digits`);
  const taxClass = cell('tax_class') ?? was?.taxClass ?? '';
  if (taxClass !== '' && !layout.taxClasses.some(({ id }) => id === taxClass)) wrong('tax_class', `there is no tax class "${taxClass}"`);
  const mean = number('weight_g', was?.unitWeight.mean) ?? 0;
  if (mean === 0 && cell('weight_g')) wrong('weight_g', 'goods weigh more than nothing');
  const standardDeviation = number('weight_sd_g', was?.unitWeight.standardDeviation) ?? mean * USUAL_SPREAD;
  const sides = (['width_m', 'depth_m', 'height_m'] as const).map((column, i) => number(column, was?.size?.[i]));
  const size = sides.filter((side) => side !== undefined);
  if (size.length !== 0 && (size.length !== 3 || size.some((side) => side <= 0 || side > 100))) wrong('width_m', 'a size is three lengths above zero, or none');
  const plates = cell('plates')?.split(/\s+/).filter((plate) => plate !== '') ?? old?.plates ?? [];
  if (old !== undefined && plates.length === 0) wrong('plates', 'a product stands on a plate');
  const known = new Set(layout.shelves.flatMap((shelf) => shelf.plates.map(({ id }) => id)));
  for (const plate of plates) if (!known.has(plate)) wrong('plates', `there is no plate "${plate}"`);
  const name = cell('name') ?? was?.name ?? '';
  if (name === '' && old !== undefined) wrong('name', 'a product has a name');
  if (name.length > 120) wrong('name', 'at most 120 letters');
  const picture = cell('picture') ?? was?.picture ?? '';
  if (picture.length > 500) wrong('picture', 'at most 500 letters');
  if (errors.length > 0) return { errors };
  const product: Product = {
    id: cells['id']!.trim(), name, barcode, price: price!, taxClass, unitWeight: { mean, standardDeviation },
    ...(size.length === 3 ? { size: size as [number, number, number] } : {}), ...(picture === '' ? {} : { picture }),
  };
  return { errors, value: { product, plates } };
}

/**
 * The layout that a file of products makes of another: lines add and change products by their id, and with `replace` products
 * that have no line go. All or nothing: with any error there is no layout.
 */
export function readProductCsv(columns: readonly string[], rows: readonly CsvRow[], { layout, replace }: { layout: StoreLayout; replace: boolean }): CsvReading<StoreLayout> {
  const placed = new Map(placedProducts(layout).map((each) => [each.product.id, each]));
  const errors: LineError[] = [...headingErrors(columns, PRODUCT_COLUMNS, ['id']), ...doubledLines(rows, 'id')];
  if (errors.length > 0) return { errors };
  const read = new Map<string, PlacedProduct>();
  for (const row of rows) {
    const id = row.cells['id']!.trim();
    if (!IDENTIFIER.test(id)) {
      errors.push({ line: row.line, column: 'id', message: `"${id}" is not made of up to 64 letters, digits, dots, hyphens and underscores` });
      continue;
    }
    const reading = readRow(row, placed.get(id), layout);
    errors.push(...reading.errors);
    if (reading.value !== undefined) read.set(id, reading.value);
  }
  if (errors.length > 0) return { errors };
  const kept = replace ? [] : [...placed.values()].map((each) => read.get(each.product.id) ?? each);
  const added = [...read.values()].filter(({ product }) => replace || !placed.has(product.id));
  return { errors, value: withProducts(layout, [...kept, ...added]) };
}
