import Type from 'typebox';
import type { Static } from 'typebox';
import type { FloorPoint, Grams, Metres, MinorUnits, Radians, StorePoint } from '../units.ts';
import { Calibration } from '../geometry/camera.ts';
import { closed, Identifier } from '../schema.ts';

const Floor = Type.Unsafe<FloorPoint>(Type.Tuple([Type.Number(), Type.Number()], { description: 'x, y, m' }));
const Place = Type.Unsafe<StorePoint>(
  Type.Tuple([Type.Number(), Type.Number(), Type.Number()], { description: 'x, y, z, m, store frame' }),
);
const Length = Type.Unsafe<Metres>(Type.Number({ exclusiveMinimum: 0, maximum: 100, description: 'm' }));
const Angle = Type.Unsafe<Radians>(
  Type.Number({ minimum: -6.3, maximum: 6.3, description: 'rad, counter-clockwise from east' }),
);
const Weight = Type.Unsafe<Grams>(Type.Number({ minimum: 0, maximum: 100_000, description: 'g' }));
const Label = Type.String({ minLength: 1, maxLength: 120 });

export const CameraPlace = closed({
  id: Identifier,
  imageSize: closed({ width: Type.Integer({ minimum: 16 }), height: Type.Integer({ minimum: 16 }) }, 'px'),
  calibration: Type.Optional(Calibration),
});
/** A camera; without calibration it still tells that people are there, not where. */
export type CameraPlace = Static<typeof CameraPlace>;

export const Gate = closed({
  id: Identifier,
  kind: Type.Union([Type.Literal('entry'), Type.Literal('exit')]),
  from: Floor,
  to: Floor,
});
/** A line on the floor that people cross to come in or to leave. */
export type Gate = Static<typeof Gate>;

export const Fixture = closed({
  id: Identifier,
  name: Label,
  footprint: Type.Array(Floor, { minItems: 3, description: 'corners on the floor, counter-clockwise' }),
  height: Length,
});
/** Furniture that nobody walks through: a gondola, a fridge, a counter. */
export type Fixture = Static<typeof Fixture>;

export const Plate = closed({
  id: Identifier,
  centre: Place,
  width: Length,
  depth: Length,
});
/** The surface above one load cell: `width` along the shelf, `depth` into it. */
export type Plate = Static<typeof Plate>;

export const Shelf = closed({
  id: Identifier,
  name: Label,
  fixture: Identifier,
  facing: Angle,
  plates: Type.Array(Plate, { minItems: 1, maxItems: 64 }),
});
/** One board of a fixture; `facing` is the direction from the goods to the shopper. Plates in their order along it. */
export type Shelf = Static<typeof Shelf>;

export const TaxClass = closed({
  id: Identifier,
  name: Label,
  basisPoints: Type.Integer({ minimum: 0, maximum: 10_000, description: 'hundredths of a percent, in the price' }),
});
export type TaxClass = Static<typeof TaxClass>;

export const Product = closed({
  id: Identifier,
  name: Label,
  barcode: Type.String({ pattern: '^[0-9]{0,14}$', description: 'GTIN digits, empty when unknown' }),
  price: Type.Unsafe<MinorUnits>(Type.Integer({ minimum: 0, description: 'minor units, tax included' })),
  taxClass: Identifier,
  unitWeight: closed({ mean: Weight, standardDeviation: Weight }, 'g'),
  size: Type.Optional(Type.Tuple([Length, Length, Length], { description: 'width, depth, height of the pack, m' })),
  picture: Type.Optional(Type.String({ maxLength: 500, description: 'URL' })),
});
export type Product = Static<typeof Product>;

export const PlanogramEntry = closed({
  product: Identifier,
  plates: Type.Array(Identifier, { minItems: 1, description: 'neighbouring plates that it stands on' }),
});
/** Where a product is meant to stand. */
export type PlanogramEntry = Static<typeof PlanogramEntry>;

export const StoreLayout = closed({
  version: Type.Literal(1),
  store: Identifier,
  name: Label,
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  floor: Type.Array(Floor, { minItems: 3, description: 'corners, counter-clockwise' }),
  cameras: Type.Array(CameraPlace, { minItems: 1 }),
  gates: Type.Array(Gate),
  fixtures: Type.Array(Fixture),
  shelves: Type.Array(Shelf),
  taxClasses: Type.Array(TaxClass, { minItems: 1 }),
  products: Type.Array(Product),
  planogram: Type.Array(PlanogramEntry),
});
/** Everything about a store that does not move: `store.json`. */
export type StoreLayout = Static<typeof StoreLayout>;
