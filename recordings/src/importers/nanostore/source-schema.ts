import Type from 'typebox';
import type { Static, TProperties } from 'typebox';

/** Their files hold more than we read; what we read must be as we know it. */
const open = <P extends TProperties>(properties: P) => Type.Object(properties);

const Axes = open({ x: Type.Number(), y: Type.Number(), z: Type.Number() });
const Coordinates = open({
  transform: open({ translation: Axes, rotation: Axes }),
  dim_x: Type.Number(),
  dim_y: Type.Number(),
  dim_z: Type.Number(),
});
const GondolaId = open({ id: Type.Integer() });
const ShelfId = open({ gondola_id: GondolaId, shelf_index: Type.Integer() });
const PlateId = open({ shelf_id: ShelfId, plate_index: Type.Integer() });

export const Gondolas = open({ gondolas: Type.Array(open({ id: GondolaId, coordinates: Coordinates })) });
export const Shelves = open({ shelves: Type.Array(open({ id: ShelfId, coordinates: Coordinates })) });
export const Plates = open({ plates: Type.Array(open({ id: PlateId, coordinates: Coordinates })) });
export type Coordinates = Static<typeof Coordinates>;

/** Corners of their floor plan, inches: left, bottom, right, top. */
export const World = open({ world_ltrb: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]) });
export type World = Static<typeof World>;

export const GroundTruth = open({
  lists: Type.Array(
    open({
      dataset: Type.String(),
      events: Type.Array(
        open({
          putback: Type.Union([Type.Literal(0), Type.Literal(1)]),
          observation: open({
            position: open({ gondola: Type.Integer(), shelf: Type.Integer(), plates: Type.Array(Type.Integer()) }),
            products: Type.Array(open({ name: Type.String() })),
            target_id: Type.String(),
            time: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d$', description: 'UTC' }),
          }),
        }),
      ),
    }),
  ),
});
export type GroundTruth = Static<typeof GroundTruth>;
export type Gondolas = Static<typeof Gondolas>;
export type Shelves = Static<typeof Shelves>;
export type Plates = Static<typeof Plates>;
