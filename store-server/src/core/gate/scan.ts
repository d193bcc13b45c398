import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { MOST_PEOPLE } from './entry-code.ts';
import { REFUSALS } from './judge-scan.ts';

const People = Type.Integer({ minimum: 1, maximum: MOST_PEOPLE });

export const Scan = closed({
  scan: Type.Unsafe<string>({ ...Identifier, description: "the reader's own id of this scan; sent again when no answer came" }),
  credential: Type.Union([
    closed({ kind: Type.Literal('code'), code: Type.String({ minLength: 1, maxLength: 300, description: "the text of the shopper's QR code" }) }),
    closed({ kind: Type.Literal('card'), token: Type.String({ minLength: 1, maxLength: 200, description: "the card reader's token for the card" }) }),
  ]),
  people: Type.Optional(Type.Unsafe<number>({ ...People, description: 'who come in on a card; a code says it itself' })),
});
/** What a reader at a gate has scanned. */
export type Scan = Static<typeof Scan>;

export const ScanAnswer = Type.Union([
  closed({
    admitted: Type.Literal(true),
    visit: Type.Optional(Type.Unsafe<string>({ ...Identifier, description: 'what the passages that follow name; staff have none' })),
    staff: Type.Optional(Type.Literal(true)),
    people: Type.Unsafe<number>({ ...People, description: 'who may go through now' }),
  }),
  closed({ admitted: Type.Literal(false), reason: Type.Enum(REFUSALS), message: Type.String({ description: 'for the shopper' }) }),
]);
/** What the reader is to do. */
export type ScanAnswer = Static<typeof ScanAnswer>;
