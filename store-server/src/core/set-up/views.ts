import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier, Product, StoreLayout } from '@walkout/contracts';

const Version = Type.Integer({ minimum: 1 });

export const LayoutChange = closed({
  part: Type.String({ description: '`store`, or what of it: `product`, `camera` …' }),
  id: Type.String(),
  change: Type.Enum(['added', 'changed', 'removed']),
  fields: Type.Array(closed({ field: Type.String(), before: Type.String(), after: Type.String() }), { description: 'those that differ, as text; none of what was removed' }),
});
/** What of a layout has changed, for people and for the audit log. */
export type LayoutChange = Static<typeof LayoutChange>;

export const LayoutView = closed({ version: Version, layout: StoreLayout });
export type LayoutView = Static<typeof LayoutView>;

export const LayoutVersionView = closed({ version: Version, note: Type.String(), madeBy: Type.String(), madeAt: Type.Integer() });
export type LayoutVersionView = Static<typeof LayoutVersionView>;

export const LayoutEditBody = closed({
  base: Type.Integer({ minimum: 1, description: 'the version that was changed' }),
  note: Type.String({ minLength: 1, maxLength: 200, description: 'why' }),
  layout: StoreLayout,
});

export const Saved = closed({ version: Version, changes: Type.Array(LayoutChange) });
export type Saved = Static<typeof Saved>;

export const PlacedProductBody = closed({
  product: Product,
  plates: Type.Array(Identifier, { minItems: 1, maxItems: 64, description: 'neighbouring plates that it stands on' }),
});

export const LineErrorView = closed({ line: Type.Integer(), column: Type.Optional(Type.String()), message: Type.String() });
export const ImportBody = closed({
  csv: Type.String({ maxLength: 4_000_000 }),
  replace: Type.Boolean({ default: false, description: 'products without a line go' }),
  preview: Type.Boolean({ default: false, description: 'only say what would change' }),
});
export const ImportResult = closed({
  errors: Type.Array(LineErrorView, { description: 'with any, nothing was changed' }),
  changes: Type.Array(LayoutChange),
  version: Type.Optional(Version),
});
/** What an import came to, or would come to. */
export type ImportResult = Static<typeof ImportResult>;
