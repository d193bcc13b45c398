import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier, Product, StoreLayout } from '@walkout/contracts';

const Version = Type.Integer({ minimum: 1 });

export const Change = closed({
  part: Type.String({ description: '`store`, or what of it: `product`, `camera`, `staff` …' }),
  id: Type.String(),
  change: Type.Enum(['added', 'changed', 'removed']),
  fields: Type.Array(closed({ field: Type.String(), before: Type.String(), after: Type.String() }), { description: 'those that differ, as text; none of what was removed' }),
});
/** What of a store's set-up has changed, for people and for the audit log. */
export type Change = Static<typeof Change>;

export const LayoutView = closed({ version: Version, layout: StoreLayout });
export type LayoutView = Static<typeof LayoutView>;

export const LayoutVersionView = closed({ version: Version, note: Type.String(), madeBy: Type.String(), madeAt: Type.Integer() });
export type LayoutVersionView = Static<typeof LayoutVersionView>;

export const LayoutEditBody = closed({
  base: Type.Integer({ minimum: 1, description: 'the version that was changed' }),
  note: Type.String({ minLength: 1, maxLength: 200, description: 'why' }),
  layout: StoreLayout,
});

export const Saved = closed({ version: Version, changes: Type.Array(Change) });
export type Saved = Static<typeof Saved>;

export const PlacedProductBody = closed({
  product: Product,
  plates: Type.Array(Identifier, { minItems: 1, maxItems: 64, description: 'neighbouring plates that it stands on' }),
});

export const LineErrorView = closed({ line: Type.Integer(), column: Type.Optional(Type.String()), message: Type.String() });
const CSV_FIELDS = {
  csv: Type.String({ maxLength: 4_000_000 }),
  preview: Type.Boolean({ default: false, description: 'only say what would change' }),
};
export const CsvBody = closed(CSV_FIELDS);
export const ProductImportBody = closed({ ...CSV_FIELDS, replace: Type.Boolean({ default: false, description: 'products without a line go' }) });
export const ImportResult = closed({
  errors: Type.Array(LineErrorView, { description: 'with any, nothing was changed' }),
  changes: Type.Array(Change),
});
/** What an import came to, or would come to. */
export type ImportResult = Static<typeof ImportResult>;
export const ProductImportResult = closed({ ...ImportResult.properties, version: Type.Optional(Version) });
export type ProductImportResult = Static<typeof ProductImportResult>;
