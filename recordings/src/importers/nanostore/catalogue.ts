import type { PlanogramEntry, Product } from '@walkout/contracts';
import { recordingsError } from '../../errors.ts';
import { parseCsv } from '../parse-csv.ts';
import { plateId, slugsOf } from './names.ts';

export interface Catalogue {
  readonly products: readonly Product[];
  readonly planogram: readonly PlanogramEntry[];
  /** Name in the source → product id. */
  readonly idOf: ReadonlyMap<string, string>;
}

export const TAX_CLASS = 'untaxed';
/** The source gives one weight a product; packs of one kind differ by about this share. */
const UNIT_SPREAD = 0.01;
const COLUMNS = ['Name', 'Gondola', 'Shelf', 'Plate', 'Weight', 'Price', 'Image'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

function productOf(id: string, row: Row, source: string): Product {
  const weight = Number(row.Weight);
  const price = Number(row.Price);
  if (!(weight > 0) || !(price >= 0)) throw recordingsError('SOURCE_MALFORMED', `${source}: "${row.Name}" weighs "${row.Weight}" and costs "${row.Price}"`);
  const [picture = ''] = row.Image.split('^');
  return {
    id,
    name: row.Name,
    barcode: '',
    price: Math.round(price * 100),
    taxClass: TAX_CLASS,
    unitWeight: { mean: weight, standardDeviation: weight * UNIT_SPREAD },
    ...(picture === '' ? {} : { picture }),
  };
}

/**
 * Catalogue and planogram from the source's product table, a row for each product and plate. Products that stand on no plate (-1) are left out.
 *
 * @throws WalkoutError SOURCE_MALFORMED
 */
export function readCatalogue(text: string, source: string): Catalogue {
  const [header = [], ...lines] = parseCsv(text);
  const missing = COLUMNS.find((column) => !header.includes(column));
  if (missing !== undefined) throw recordingsError('SOURCE_MALFORMED', `${source}: no column "${missing}"`);
  const rows = lines.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i] ?? ''])) as Row);
  const placed = rows.filter((row) => Number(row.Plate) > 0);
  const idOf = slugsOf(placed.map((row) => row.Name));
  const entries = [...idOf].map(([name, id]) => {
    const own = placed.filter((row) => row.Name === name);
    const plates = own.map((row) => plateId(Number(row.Gondola), Number(row.Shelf), Number(row.Plate)));
    return { product: productOf(id, own[0]!, source), plates: [...new Set(plates)] };
  });
  return {
    products: entries.map(({ product }) => product),
    planogram: entries.map(({ product, plates }) => ({ product: product.id, plates })),
    idOf,
  };
}
