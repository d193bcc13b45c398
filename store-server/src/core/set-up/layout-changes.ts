import type { StoreLayout } from '@walkout/contracts';
import type { Change } from './views.ts';

type Things = ReadonlyMap<string, Readonly<Record<string, unknown>>>;
type Part = readonly [part: string, listOf: (layout: StoreLayout) => Things];

const byId = (things: readonly { readonly id: string }[]): Things => new Map(things.map((thing) => [thing.id, { ...thing }]));
/** A product with the plates that it stands on: to people, the two are one thing. */
function productsOf({ products, planogram }: StoreLayout): Things {
  const plates = new Map(planogram.map((entry) => [entry.product, entry.plates.join(' ')]));
  return new Map(products.map((product) => [product.id, { ...product, plates: plates.get(product.id) ?? '' }]));
}
const PARTS: readonly Part[] = [
  ['product', productsOf],
  ['tax class', ({ taxClasses }) => byId(taxClasses)],
  ['fixture', ({ fixtures }) => byId(fixtures)],
  ['shelf', ({ shelves }) => byId(shelves)],
  ['gate', ({ gates }) => byId(gates)],
  ['camera', ({ cameras }) => byId(cameras)],
  ['store', ({ store, name, currency, floor }) => new Map([[store, { name, currency, floor }]])],
];

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function fieldsThatDiffer(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change['fields'] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].map((field) => ({ field, before: text(before[field]), after: text(after[field]) })).filter((field) => field.before !== field.after);
}

/** What it takes to come from one layout to another, products first; empty when they are the same. */
export function layoutChanges(from: StoreLayout, to: StoreLayout): Change[] {
  return PARTS.flatMap(([part, listOf]) => {
    const [before, after] = [listOf(from), listOf(to)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): Change[] => {
      const [old, now] = [before.get(id), after.get(id)];
      if (old === undefined) return [{ part, id, change: 'added', fields: fieldsThatDiffer({}, now!) }];
      if (now === undefined) return [{ part, id, change: 'removed', fields: [] }];
      const fields = fieldsThatDiffer(old, now);
      return fields.length === 0 ? [] : [{ part, id, change: 'changed', fields }];
    });
  });
}

/** What only managers decide: what is sold, at which price, taxed how. */
const MANAGERS_PARTS: ReadonlySet<string> = new Set(['product', 'tax class']);
const ENGINEERS_FIELDS: ReadonlySet<string> = new Set(['plates', 'unitWeight', 'size']);
/** Is a change one of the furniture alone: where things stand and hang, not what they cost? */
export const isFurniture = ({ part, change, fields }: Change): boolean =>
  !MANAGERS_PARTS.has(part) || (change === 'changed' && fields.every(({ field }) => ENGINEERS_FIELDS.has(field)));
