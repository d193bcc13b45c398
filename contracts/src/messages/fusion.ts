import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '../schema.ts';
import type { Probability } from '../units.ts';
import { Chance, Count, Gram, Metre, Moment, PersonId } from './common.ts';

const Joint = Type.Union([Type.Tuple([Metre, Metre, Metre, Chance]), Type.Null()], {
  description: 'x, y, z m, confidence; null: not seen',
});

export const TrackedPerson = closed({
  person: PersonId,
  visit: Type.Optional(Identifier),
  position: Type.Tuple([Metre, Metre], { description: 'on the floor, m' }),
  joints: Type.Array(Joint, { minItems: 17, maxItems: 17, description: 'COCO order, store frame' }),
});
export type TrackedPerson = Static<typeof TrackedPerson>;

export const People = closed({ capturedAt: Moment, people: Type.Array(TrackedPerson, { maxItems: 1000 }) });
/** Everyone in the store with joints, for engineers and the bench: a replay says it always, a live fusion when asked (`--joints`). */
export type People = Static<typeof People>;

export const Position = closed({
  person: PersonId,
  visit: Type.Optional(Identifier),
  staff: Type.Optional(Type.Boolean({ description: 'came in as staff' })),
  position: Type.Tuple([Metre, Metre], { description: 'on the floor, m' }),
});
export const Positions = closed({ capturedAt: Moment, positions: Type.Array(Position, { maxItems: 1000 }) });
/** Everyone in the store as a point on the floor, for the map. */
export type Positions = Static<typeof Positions>;

export const ItemChange = closed({
  product: Identifier,
  quantity: Type.Integer({ minimum: -100, maximum: 100, description: 'taken when above zero, put back below' }),
});
export type ItemChange = Static<typeof ItemChange>;

export const WeightTrace = closed({
  from: Moment,
  stepMs: Type.Number({ exclusiveMinimum: 0, description: 'ms from one value to the next' }),
  grams: Type.Array(Gram, { maxItems: 240, description: 'load of the plates of the event together, less that at the start' }),
});
/** What the scale showed around an event, thinned for the eye. */
export type WeightTrace = Static<typeof WeightTrace>;

export const ShelfEvent = closed({
  event: Identifier,
  shelf: Identifier,
  startedAt: Moment,
  settledAt: Moment,
  plates: Type.Array(Identifier, { description: 'those that bore at least a fifth of it, most first' }),
  grams: Gram,
  gramsError: Gram,
  place: Type.Tuple([Metre, Metre, Metre], { description: 'centre of the change, store frame, m' }),
  items: Type.Array(ItemChange, { description: 'the best reading; empty: unknown object' }),
  probability: Chance,
  people: Type.Array(closed({ person: PersonId, visit: Type.Optional(Identifier), probability: Chance })),
  trace: Type.Optional(WeightTrace),
  withdrawn: Type.Optional(Type.Boolean({ description: 'said before, and by now known to be nothing, or part of another event' })),
});
/** Weight left a shelf (grams below zero) or came to it. Said again with the same id when hindsight reads it otherwise. */
export type ShelfEvent = Static<typeof ShelfEvent>;

export const CartAlternative = closed({
  items: Type.Array(ItemChange, { description: 'what the visit holds instead of the line; empty: nothing' }),
  probability: Chance,
});
/** Another way to explain the events of a cart line. */
export type CartAlternative = Static<typeof CartAlternative>;

export const CartLine = closed({
  product: Identifier,
  quantity: Type.Integer({ minimum: 1, maximum: 1000 }),
  probability: Chance,
  evidence: Type.Array(Identifier, { description: 'ids of shelf events' }),
  alternatives: Type.Optional(Type.Array(CartAlternative, { maxItems: 8, description: 'likeliest first' })),
});
export type CartLine = Static<typeof CartLine>;

export const CartDoubt = closed({
  product: Type.Optional(Type.Unsafe<string>({ ...Identifier, description: 'left out: an object that no product fits' })),
  quantity: Type.Integer({ minimum: 1, maximum: 1000 }),
  probability: Chance,
  evidence: Type.Array(Identifier, { description: 'ids of shelf events' }),
});
/** Something that a visit may hold beyond its lines. */
export type CartDoubt = Static<typeof CartDoubt>;

export const Cart = closed({
  visit: Identifier,
  revision: Count,
  capturedAt: Moment,
  state: Type.Union([Type.Literal('open'), Type.Literal('closed')], { description: 'closed: left, nothing more to come' }),
  lines: Type.Array(CartLine, { maxItems: 500 }),
  perhaps: Type.Optional(Type.Array(CartDoubt, { maxItems: 100, description: 'what it may hold besides, likeliest first' })),
  shopper: Type.Optional(Type.Unsafe<Probability>({ ...Chance, description: 'that whoever was followed is who came in on this visit; left out: sure' })),
});
/** What a visit holds. Retained; a higher revision replaces a lower one. */
export type Cart = Static<typeof Cart>;

export const PLATE_CONDITIONS = ['ok', 'low', 'empty', 'noisy', 'dead'] as const;
export const PlateStock = closed({
  plate: Identifier,
  grams: Type.Union([Gram, Type.Null()], { description: 'load as weighed; null: the cell gives no reading' }),
  condition: Type.Enum(PLATE_CONDITIONS, { description: 'dead and noisy speak of the cell, the others of the goods' }),
});
export const ProductStock = closed({
  product: Identifier,
  quantity: Count,
  plates: Type.Array(Identifier),
  misplaced: Type.Boolean({ description: 'stands where the planogram does not have it' }),
});
export const ShelfStock = closed({
  capturedAt: Moment,
  plates: Type.Array(PlateStock, { maxItems: 64 }),
  products: Type.Array(ProductStock, { maxItems: 200 }),
});
/** What stands on a shelf, as weighed and as people moved it. Retained. */
export type ShelfStock = Static<typeof ShelfStock>;

export const FusionStatus = closed({
  state: Type.Union([Type.Literal('online'), Type.Literal('offline'), Type.Literal('ended')]),
  watermark: Type.Optional(Moment),
  people: Type.Optional(Count),
  frames: Type.Optional(Type.Integer({ minimum: 0, description: 'camera frames taken in so far' })),
  refused: Type.Optional(Type.Record(Type.String(), Count, { description: 'messages refused: code and count' })),
  silent: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 10_000, description: 'sensors, such as camera/north, that have said nothing for seconds' })),
  flooding: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 1_000, description: 'sensors that say so much that part of it is dropped' })),
  blocked: Type.Optional(Type.Boolean({ description: 'the journal cannot be written, and nothing is decided' })),
  lagSeconds: Type.Optional(Type.Number({ minimum: 0, description: 'how far behind the clock it decides; live only' })),
});
/** Fusion's health. `watermark`: all before it is decided; a source that replays must not run far ahead of it. */
export type FusionStatus = Static<typeof FusionStatus>;
