import Type from 'typebox';
import type { Static } from 'typebox';
import { closed } from '../schema.ts';

const row = (length: number) => Type.Array(Type.Number(), { minItems: length, maxItems: length });

export const Calibration = closed({
  focal: Type.Tuple([Type.Number({ exclusiveMinimum: 0 }), Type.Number({ exclusiveMinimum: 0 })], {
    description: 'fx, fy of the pinhole matrix K, pixels',
  }),
  principal: Type.Tuple([Type.Number(), Type.Number()], { description: 'cx, cy of K, pixels' }),
  distortion: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number(), Type.Number()], {
    description: "OpenCV's k1 k2 p1 p2 k3, no unit",
  }),
  cameraFromStore: Type.Array(row(4), {
    minItems: 3,
    maxItems: 3,
    description: 'rows of [R | t]: camera point = R * store point + t, metres',
  }),
});
/** Lens and place of a camera, OpenCV's conventions. */
export type Calibration = Static<typeof Calibration>;
