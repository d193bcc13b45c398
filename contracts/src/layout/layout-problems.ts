import type { StoreLayout } from './store-layout.ts';

/** What of a layout a problem is about. */
export type LayoutPart = 'camera' | 'gate' | 'fixture' | 'shelf' | 'plate' | 'tax class' | 'product';

/** Something wrong with a layout, and where. */
export interface LayoutProblem {
  readonly part: LayoutPart;
  readonly id: string;
  /** Names the place as well. */
  readonly sentence: string;
}

function firstDouble(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

function doublesIn(layout: StoreLayout): LayoutProblem[] {
  const lists: Readonly<Partial<Record<LayoutPart, readonly { readonly id: string }[]>>> = {
    camera: layout.cameras, gate: layout.gates, fixture: layout.fixtures, shelf: layout.shelves, product: layout.products, 'tax class': layout.taxClasses,
  };
  const found: LayoutProblem[] = [];
  for (const [part, things] of Object.entries(lists)) {
    const id = firstDouble(things.map((thing) => thing.id));
    if (id !== undefined) found.push({ part: part as LayoutPart, id, sentence: `two of kind ${part} have the id "${id}"` });
  }
  const plate = firstDouble(layout.shelves.flatMap((shelf) => shelf.plates.map(({ id }) => id)));
  if (plate !== undefined) found.push({ part: 'plate', id: plate, sentence: `plate "${plate}" is on the shelves twice` });
  return found;
}

/** Names that lead nowhere, and goods without a place. */
function looseEndsIn(layout: StoreLayout): LayoutProblem[] {
  const found: LayoutProblem[] = [];
  const has = (things: readonly { readonly id: string }[], id: string) => things.some((thing) => thing.id === id);
  for (const { id, fixture } of layout.shelves) {
    if (!has(layout.fixtures, fixture)) found.push({ part: 'shelf', id, sentence: `shelf "${id}" names fixture "${fixture}", which is not there` });
  }
  for (const { id, taxClass } of layout.products) {
    if (!has(layout.taxClasses, taxClass)) found.push({ part: 'product', id, sentence: `product "${id}" names tax class "${taxClass}", which is not there` });
  }
  const plates = new Set(layout.shelves.flatMap((shelf) => shelf.plates.map(({ id }) => id)));
  for (const { product, plates: own } of layout.planogram) {
    if (!has(layout.products, product)) found.push({ part: 'product', id: product, sentence: `the planogram names product "${product}", which is not there` });
    for (const plate of own) {
      if (!plates.has(plate)) found.push({ part: 'product', id: product, sentence: `product "${product}" stands on plate "${plate}", which is on no shelf` });
    }
  }
  const placed = new Set(layout.planogram.map((entry) => entry.product));
  for (const { id } of layout.products) {
    if (!placed.has(id)) found.push({ part: 'product', id, sentence: `product "${id}" stands on no plate` });
  }
  return found;
}

/** What is wrong with a layout that its schema cannot see: doubled ids, and references to what is not there. Empty when all is well. */
export const problemsIn = (layout: StoreLayout): LayoutProblem[] => [...doublesIn(layout), ...looseEndsIn(layout)];
