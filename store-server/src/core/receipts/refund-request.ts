import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '@walkout/contracts';

export const RefundRequest = closed({
  request: Type.Unsafe<string>({ ...Identifier, description: "the asker's own id of this request: asked twice, paid back once" }),
  reason: Type.String({ minLength: 1, maxLength: 200, description: 'as it stands on the refund' }),
  lines: Type.Optional(Type.Array(closed({ product: Identifier, quantity: Type.Integer({ minimum: 1, maximum: 1000 }) }), {
    minItems: 1, maxItems: 500, description: 'left out: all that has not been paid back yet',
  })),
});
/** What is to be paid back of a receipt. */
export type RefundRequest = Static<typeof RefundRequest>;
