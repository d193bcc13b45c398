/**
 * Units and frames. A unit is a *flavoured* number: plain arithmetic stays plain, a bare number may become any unit,
 * but grams do not pass for metres.
 *
 * Store frame: right-handed, x east, y north, z up, metres, origin on the floor at the store's south-west corner.
 * Camera frame: OpenCV's, x right, y down, z forward. Angles: radians, counter-clockwise from east seen from above.
 */
declare const unit: unique symbol;
export type Unit<Value, Name extends string> = Value & { readonly [unit]?: Name };

export type Metres = Unit<number, 'metre'>;
export type Radians = Unit<number, 'radian'>;
export type Grams = Unit<number, 'gram'>;
export type Pixels = Unit<number, 'pixel'>;
export type Milliseconds = Unit<number, 'millisecond'>;
/** Milliseconds since the Unix epoch, by the clock of the sensor that says it. */
export type EpochMs = Unit<number, 'epoch-millisecond'>;
/** Money: whole units of the currency's smallest coin. */
export type MinorUnits = Unit<number, 'minor-unit'>;
export type Probability = Unit<number, 'probability'>;

/** A point or direction in three dimensions. */
export type Vector3 = readonly [x: number, y: number, z: number];
/** A point in the store frame, metres. */
export type StorePoint = Unit<Vector3, 'store-point'>;
/** A point on the floor plan, store frame without z, metres. */
export type FloorPoint = Unit<readonly [x: number, y: number], 'floor-point'>;
/** A point in an image, pixels, origin at the top left corner of the top left pixel. */
export type ImagePoint = Unit<readonly [x: number, y: number], 'image-point'>;
/** A box in an image, pixels: left, top, width, height. */
export type ImageBox = readonly [x: number, y: number, width: number, height: number];
