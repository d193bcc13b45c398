import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '../schema.ts';
import { Count, Moment, Pixel } from './common.ts';
import { TrackedKeypoint } from './sensors.ts';

/** Longer than any moment at a shelf; a request for more is malformed. */
export const LONGEST_CLIP_MS = 30_000;

export const SubjectPoint = closed({
  at: Moment,
  point: Type.Tuple([Pixel, Pixel], { description: "where the middle of the subject's body appears, px" }),
});
/** Where in the image the one person is whom a clip is about. */
export type SubjectPoint = Static<typeof SubjectPoint>;

export const ClipRequest = closed({
  request: Identifier,
  from: Moment,
  to: Moment,
  subject: Type.Array(SubjectPoint, { maxItems: 600, description: 'rising in time; empty: everybody is hidden' }),
});
/** Asks a camera's edge node for what it still has of a moment. */
export type ClipRequest = Static<typeof ClipRequest>;

export const ClipFrame = closed({
  at: Moment,
  jpeg: Type.String({ maxLength: 4_000_000, description: 'base64; everybody but the subject, and every face, made unrecognisable' }),
  keypoints: Type.Optional(Type.Array(TrackedKeypoint, { minItems: 17, maxItems: 17, description: "the subject's, COCO order" })),
});
export type ClipFrame = Static<typeof ClipFrame>;

export const ClipPart = closed({
  request: Identifier,
  part: Count,
  last: Type.Boolean({ description: 'nothing more comes; the only part and empty: nothing is left of that moment' }),
  frames: Type.Array(ClipFrame, { maxItems: 16 }),
});
/** A piece of the answer to a {@link ClipRequest}, in order of time. */
export type ClipPart = Static<typeof ClipPart>;
