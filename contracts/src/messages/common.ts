import Type from 'typebox';
import type { EpochMs, Grams, Metres, Pixels, Probability } from '../units.ts';

export const Moment = Type.Unsafe<EpochMs>(
  Type.Number({ minimum: 0, maximum: 8.64e15, description: "ms since the Unix epoch, the sensor's own clock" }),
);
export const Chance = Type.Unsafe<Probability>(Type.Number({ minimum: 0, maximum: 1, description: 'probability' }));
export const Pixel = Type.Unsafe<Pixels>(Type.Number({ minimum: -100_000, maximum: 100_000, description: 'px' }));
export const Metre = Type.Unsafe<Metres>(Type.Number({ minimum: -10_000, maximum: 10_000, description: 'm' }));
export const Gram = Type.Unsafe<Grams>(Type.Number({ minimum: -1e6, maximum: 1e6, description: 'g' }));
export const Count = Type.Integer({ minimum: 0 });
/** Numbers a person 1, 2, 3 … for as long as the service that counts runs. */
export const Ordinal = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const PersonId = Type.String({ minLength: 1, maxLength: 64 });
