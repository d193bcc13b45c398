import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, FusionStatus, Identifier, Positions, SensorStatus, ShelfStock } from '@walkout/contracts';
import type { FloorPoint, MinorUnits } from '@walkout/contracts';
import { AttentionItem } from './gate/attention.ts';
import { REVIEW_REASONS } from './judge-cart.ts';
import { ReceiptView, ShopperReceipt } from './receipts/receipt-views.ts';
import { VISIT_STATES } from './visit.ts';

const Money = Type.Unsafe<MinorUnits>(Type.Integer({ description: "the currency's minor units" }));
const Place = Type.Unsafe<FloorPoint>(Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'x, y on the floor, m' }));
const Time = Type.Number({ description: "ms since the Unix epoch, the sensors' clock" });

export const VisitStateName = Type.Enum(VISIT_STATES);

export const AlternativeView = closed({
  items: Type.Array(closed({ product: Identifier, name: Type.String(), quantity: Type.Integer() }), { description: 'instead of the line; empty: nothing' }),
  probability: Type.Number(),
});
export const DoubtView = closed({
  product: Type.Optional(Identifier),
  name: Type.String(),
  quantity: Type.Integer(),
  probability: Type.Number(),
  evidence: Type.Array(Identifier),
});
/** Something that the shopper may hold besides. */
export type DoubtView = Static<typeof DoubtView>;

export const CartLineView = closed({
  product: Identifier,
  name: Type.String(),
  quantity: Type.Integer(),
  amount: Type.Optional(Money),
  probability: Type.Number(),
  sure: Type.Boolean({ description: 'needs no review' }),
  evidence: Type.Optional(Type.Array(Identifier, { description: 'ids of shelf events' })),
  alternatives: Type.Optional(Type.Array(AlternativeView, { description: 'likeliest first' })),
});
export type CartLineView = Static<typeof CartLineView>;

export const VisitView = closed({
  visit: Identifier,
  ordinal: Type.Integer({ description: 'what people call the visit by: 1, 2, 3 …' }),
  state: VisitStateName,
  reasons: Type.Array(Type.Enum(REVIEW_REASONS)),
  gate: Type.Optional(Identifier),
  openedAt: Type.Optional(Time),
  changedAt: Type.Optional(Time),
  lines: Type.Array(CartLineView),
  perhaps: Type.Optional(Type.Array(DoubtView, { description: 'doubtful enough for a person to look' })),
  total: Money,
});
/** A visit as staff see it. */
export type VisitView = Static<typeof VisitView>;

export const SENSOR_KINDS = ['camera', 'shelf', 'gate'] as const;
export const SensorView = closed({
  kind: Type.Enum(SENSOR_KINDS),
  id: Identifier,
  status: Type.Optional(SensorStatus),
});
export type SensorView = Static<typeof SensorView>;

export const Health = closed({
  broker: Type.Enum(['connected', 'lost']),
  fusion: Type.Optional(FusionStatus),
  sensors: Type.Array(SensorView),
  refused: Type.Record(Type.String(), Type.Integer(), { description: 'messages refused: code and count' }),
  blocked: Type.Optional(Type.String({ description: 'why nothing that is heard can be kept just now, such as a full disk' })),
});
/** How what the store server listens to is doing; a sensor without a status has not spoken yet. */
export type Health = Static<typeof Health>;

export const ShelfView = closed({ shelf: Identifier, stock: ShelfStock });
/** What stands on a shelf just now. */
export type ShelfView = Static<typeof ShelfView>;

export const PlanCamera = closed({
  id: Identifier,
  place: Type.Optional(Place),
  heading: Type.Optional(Type.Number({ description: 'rad, counter-clockwise from east' })),
});
export const StorePlan = closed({
  store: Identifier,
  name: Type.String(),
  currency: Type.String(),
  floor: Type.Array(Place),
  fixtures: Type.Array(closed({ id: Identifier, name: Type.String(), footprint: Type.Array(Place) })),
  gates: Type.Array(closed({ id: Identifier, kind: Type.String(), from: Place, to: Place })),
  shelves: Type.Array(closed({
    id: Identifier,
    name: Type.String(),
    fixture: Identifier,
    facing: Type.Number({ description: 'rad, counter-clockwise from east' }),
    plates: Type.Array(closed({ id: Identifier, centre: Place, width: Type.Number(), depth: Type.Number() })),
  })),
  cameras: Type.Array(PlanCamera),
  products: Type.Array(closed({ id: Identifier, name: Type.String(), price: Money })),
  taxClasses: Type.Array(closed({ id: Identifier, name: Type.String() })),
});
/** What the pages need of the store layout; metres on the floor, store frame. */
export type StorePlan = Static<typeof StorePlan>;

export const Snapshot = closed({
  layoutVersion: Type.Integer({ description: 'of the floor plan, names and prices' }),
  visits: Type.Array(VisitView, { description: 'inside or in review, oldest first' }),
  receipts: Type.Array(ReceiptView, { description: 'the latest, newest first' }),
  openClaims: Type.Integer({ description: 'that wait for an answer' }),
  health: Health,
  attention: Type.Array(AttentionItem, { description: 'what staff should look at, longest first' }),
  shelves: Type.Array(ShelfView, { description: 'those that have been heard of' }),
  positions: Type.Optional(Positions),
});
/** All a tablet shows; the first event of every live connection. */
export type Snapshot = Static<typeof Snapshot>;

export const ShopperView = closed({
  store: Type.String(),
  state: VisitStateName,
  taxClasses: Type.Array(closed({ id: Identifier, name: Type.String() })),
  receipt: Type.Optional(ShopperReceipt),
});
/** A visit as its shopper sees it. */
export type ShopperView = Static<typeof ShopperView>;

/** What {@link Snapshot} is followed by on a live connection, by event name. */
export interface LiveEvents {
  readonly snapshot: Snapshot;
  /** There is a new floor plan, or new names or prices. */
  readonly layout: { readonly version: number };
  readonly visit: VisitView;
  readonly receipt: ReceiptView;
  /** So many claims wait for an answer now. */
  readonly claims: { readonly open: number };
  readonly health: Health;
  readonly attention: readonly AttentionItem[];
  readonly positions: Positions;
  readonly shelves: readonly ShelfView[];
  /** Something new can be looked at for this visit. */
  readonly evidence: { readonly visit: string };
}
