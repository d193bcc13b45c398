import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier, TrackedKeypoint, WeightTrace } from '@walkout/contracts';

const Point = Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'x, y, px' });
const Time = Type.Number({ description: "ms since the Unix epoch, the sensors' clock" });

export const CLIP_STATES = ['asked', 'kept', 'gone'] as const;
export const ClipFrameView = closed({
  at: Time,
  offset: Type.Integer({ description: 'of its JPEG in the pictures of the clip, bytes' }),
  length: Type.Integer({ description: 'bytes' }),
  keypoints: Type.Optional(Type.Array(TrackedKeypoint, { description: "the shopper's, COCO order" })),
});
export type ClipFrameView = Static<typeof ClipFrameView>;

export const ClipView = closed({
  clip: Identifier,
  camera: Identifier,
  state: Type.Enum(CLIP_STATES, { description: 'asked: on its way; gone: the camera no longer has it' }),
  imageSize: closed({ width: Type.Integer(), height: Type.Integer() }, 'px'),
  place: Point,
  frames: Type.Array(ClipFrameView),
});
export type ClipView = Static<typeof ClipView>;

export const EventView = closed({
  event: Identifier,
  shelf: Type.String({ description: 'name' }),
  startedAt: Time,
  settledAt: Time,
  grams: Type.Number({ description: 'below zero: taken' }),
  gramsError: Type.Number(),
  trace: Type.Optional(WeightTrace),
  reading: Type.Array(closed({ name: Type.String(), quantity: Type.Integer() }), { description: 'what the scale makes of it; empty: nothing known' }),
  probability: Type.Number({ description: 'of the reading' }),
  people: Type.Array(closed({
    ordinal: Type.Optional(Type.Integer({ description: 'of the visit' })),
    probability: Type.Number(),
    own: Type.Boolean({ description: 'the shopper whose cart this is' }),
  }), { description: 'who it can have been, likeliest first' }),
  clips: Type.Array(ClipView),
});
/** One moment at a shelf with all that is known of it. */
export type EventView = Static<typeof EventView>;

export const EvidenceView = closed({ events: Type.Array(EventView, { description: 'in order of time' }) });
export type EvidenceView = Static<typeof EvidenceView>;
