import Type from 'typebox';
import type { Static } from 'typebox';
import { Moment } from './messages/common.ts';
import { CartDoubt, CartLine, ShelfEvent } from './messages/fusion.ts';
import { closed, Identifier } from './schema.ts';

/** Stands for the shopper whose cart it was; other shoppers are not named. */
export const OWN_VISIT = 'own';

export const ReviewExample = closed({
  version: Type.Literal(1),
  store: Identifier,
  decidedAt: Moment,
  reasons: Type.Array(Type.String(), { description: 'why it came to review' }),
  features: closed({
    lines: Type.Array(CartLine),
    perhaps: Type.Array(CartDoubt),
    events: Type.Array(ShelfEvent, { description: 'those behind the cart, with their traces; "own": the shopper' }),
  }),
  truth: closed({
    lines: Type.Array(Type.Pick(CartLine, ['product', 'quantity']), { description: 'what a person decided that was carried out' }),
  }),
});
/** A person's decision on a doubtful cart with what the store knew then: one line of `examples.jsonl`. */
export type ReviewExample = Static<typeof ReviewExample>;
/** Name of the file in the folder that examples are exported to. */
export const EXAMPLES_FILE = 'examples.jsonl';
