import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '../schema.ts';
import { Metre, Moment, PersonId } from './common.ts';
import { ItemChange } from './fusion.ts';

const Point = Type.Tuple([Metre, Metre, Metre]);

export const TruePeople = closed({
  capturedAt: Moment,
  people: Type.Array(
    closed({
      person: PersonId,
      visit: Type.Optional(Identifier),
      position: Type.Tuple([Metre, Metre]),
      joints: Type.Array(Point, { description: 'COCO order, store frame, m; empty: not known' }),
    }),
  ),
});
/** Where everyone truly was. */
export type TruePeople = Static<typeof TruePeople>;

export const TrueEvent = closed({
  capturedAt: Moment,
  person: PersonId,
  visit: Type.Optional(Identifier),
  shelf: Identifier,
  plates: Type.Array(Identifier),
  item: ItemChange,
});
/** What was truly taken (quantity above zero) or put back, when the hand left the shelf. */
export type TrueEvent = Static<typeof TrueEvent>;

export const TrueReceipt = closed({
  visit: Identifier,
  lines: Type.Array(closed({ product: Identifier, quantity: Type.Integer({ minimum: 1 }) })),
});
/** What a visit truly carried out. */
export type TrueReceipt = Static<typeof TrueReceipt>;

/** Channels of a recording that only the bench reads. */
export const TRUTH = { people: TruePeople, events: TrueEvent, receipts: TrueReceipt } as const;
export type TruthName = keyof typeof TRUTH;
export type TruthOf<Name extends TruthName> = Static<(typeof TRUTH)[Name]>;
export const truthChannel = (name: TruthName): string => `truth/${name}`;
