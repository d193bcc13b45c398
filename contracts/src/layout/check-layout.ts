import { parserOf, parseJson } from '../schema.ts';
import { contractError } from '../errors.ts';
import { StoreLayout } from './store-layout.ts';

const parseShape = parserOf(StoreLayout, 'LAYOUT_MALFORMED');

function firstDouble(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

/**
 * What is wrong with a layout that its schema cannot see: doubled ids, and references to what is not there.
 * Empty when all is well; each entry is a sentence that names the place.
 */
export function contradictionsIn(layout: StoreLayout): string[] {
  const found: string[] = [];
  const plates = layout.shelves.flatMap((shelf) => shelf.plates.map((plate) => plate.id));
  const lists = { camera: layout.cameras, gate: layout.gates, fixture: layout.fixtures, shelf: layout.shelves, product: layout.products, 'tax class': layout.taxClasses };
  for (const [kind, things] of Object.entries(lists)) {
    const double = firstDouble(things.map((thing) => thing.id));
    if (double !== undefined) found.push(`two of kind ${kind} have the id "${double}"`);
  }
  const doublePlate = firstDouble(plates);
  if (doublePlate !== undefined) found.push(`plate "${doublePlate}" is on the shelves twice`);
  const refer = (ids: readonly { id: string }[], id: string, who: string, kind: string) => {
    if (!ids.some((other) => other.id === id)) found.push(`${who} names ${kind} "${id}", which is not there`);
  };
  for (const shelf of layout.shelves) refer(layout.fixtures, shelf.fixture, `shelf "${shelf.id}"`, 'fixture');
  for (const product of layout.products) refer(layout.taxClasses, product.taxClass, `product "${product.id}"`, 'tax class');
  for (const entry of layout.planogram) {
    refer(layout.products, entry.product, 'the planogram', 'product');
    for (const plate of entry.plates) {
      if (!plates.includes(plate)) found.push(`product "${entry.product}" stands on plate "${plate}", which is on no shelf`);
    }
  }
  const placed = new Set(layout.planogram.map((entry) => entry.product));
  for (const product of layout.products) {
    if (!placed.has(product.id)) found.push(`product "${product.id}" stands on no plate`);
  }
  return found;
}

/**
 * A store layout from unknown data, checked against its schema and against itself.
 *
 * @throws WalkoutError LAYOUT_MALFORMED or LAYOUT_INCONSISTENT, naming the place
 */
export function parseLayout(value: unknown, source: string): StoreLayout {
  const layout = parseShape(value, source);
  const found = contradictionsIn(layout);
  if (found.length > 0) throw contractError('LAYOUT_INCONSISTENT', `${source}: ${found.slice(0, 5).join('; ')}`);
  return layout;
}

/** {@link parseLayout} from JSON text. */
export const readLayout = (text: string, source: string): StoreLayout =>
  parseJson(parseLayout, text, source, 'LAYOUT_MALFORMED');
