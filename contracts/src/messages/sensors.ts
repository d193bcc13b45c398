import Type from 'typebox';
import type { Static, TSchema } from 'typebox';
import type { ImageBox } from '../units.ts';
import { closed, Identifier } from '../schema.ts';
import { Chance, Count, Gram, Moment, Ordinal, Pixel } from './common.ts';

export const TrackedKeypoint = Type.Tuple([Pixel, Pixel, Chance], { description: 'x px, y px, confidence' });
export type TrackedKeypoint = Static<typeof TrackedKeypoint>;

const oneEach = <S extends TSchema>(schema: S, description: string) => Type.Array(schema, { minItems: 17, maxItems: 17, description: `${description}, COCO order` });
/** Side by side, for fusion reads a hundred thousand a second. */
export const TrackedKeypoints = closed({ x: oneEach(Pixel, 'px'), y: oneEach(Pixel, 'px'), confidence: oneEach(Chance, '0: not seen') });
export type TrackedKeypoints = Static<typeof TrackedKeypoints>;

export const ImageTrack = closed({
  track: Ordinal,
  box: Type.Unsafe<ImageBox>(Type.Tuple([Pixel, Pixel, Pixel, Pixel], { description: 'x, y, width, height, px' })),
  score: Chance,
  keypoints: TrackedKeypoints,
  appearance: Type.Optional(
    Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
      maxItems: 32,
      description: 'clothing colour: CIE L*, a*, b* of upper and of lower body, each scaled to [0, 1]',
    }),
  ),
});
/** One person in one camera's frame. */
export type ImageTrack = Static<typeof ImageTrack>;

export const CameraTracks = closed({
  capturedAt: Moment,
  sequence: Count,
  tracks: Type.Array(ImageTrack, { maxItems: 200 }),
});
/** Everyone a camera sees in one frame; sent for every frame, also an empty one, and so its watermark. */
export type CameraTracks = Static<typeof CameraTracks>;

export const ShelfWeights = closed({
  sequence: Count,
  capturedAt: Type.Array(Moment, { minItems: 1, maxItems: 1000, description: 'one a sample, rising' }),
  grams: Type.Array(Type.Array(Type.Union([Gram, Type.Null()]), { maxItems: 64 }), {
    minItems: 1,
    maxItems: 1000,
    description: "one row a sample, one column a plate in the layout's order; null: the cell gave no reading",
  }),
});
/** A batch of samples of all cells of one shelf; its last sample is its watermark. */
export type ShelfWeights = Static<typeof ShelfWeights>;

export const Passage = closed({
  passage: Identifier,
  capturedAt: Moment,
  direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  credential: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'token shown on the way in' })),
  visit: Type.Optional(Type.Unsafe<string>({ ...Identifier, description: 'the visit that it opens or, in a party, joins; left out: one with the id of the passage' })),
  staff: Type.Optional(Type.Boolean({ description: 'came in as staff: whoever it is pays nothing' })),
});
/** Somebody went through a gate. On the way in it opens a visit, or joins that of the party it comes with. */
export type Passage = Static<typeof Passage>;

export const GatePassages = closed({
  capturedAt: Moment,
  passages: Type.Array(Passage, { maxItems: 100 }),
});
/** What went through a gate up to `capturedAt`, its watermark; sent at least once a second, mostly empty. */
export type GatePassages = Static<typeof GatePassages>;

export const SensorStatus = closed({
  state: Type.Union([Type.Literal('online'), Type.Literal('offline'), Type.Literal('ended')], {
    description: 'ended: the recording is over, nothing more will come',
  }),
  capturedAt: Type.Optional(Moment),
  framesPerSecond: Type.Optional(Type.Number({ minimum: 0 })),
  dropped: Type.Optional(Count),
  stageMs: Type.Optional(Type.Record(Type.String(), Type.Number({ minimum: 0 }), { description: 'mean ms a frame' })),
  models: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'task: name and version' })),
});
/** Health of a camera's edge node, of a shelf or of a gate. Retained; `offline` is the last will. */
export type SensorStatus = Static<typeof SensorStatus>;
