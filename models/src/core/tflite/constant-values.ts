import type { TfliteTensor } from './read-tflite.ts';

/** A constant as TensorFlow.js takes it. */
export interface Constant {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

const READERS = {
  float32: (view: DataView, i: number) => view.getFloat32(4 * i, true),
  int32: (view: DataView, i: number) => view.getInt32(4 * i, true),
  uint8: (view: DataView, i: number) => view.getUint8(i),
  int8: (view: DataView, i: number) => view.getInt8(i),
} as const;

/** A constant tensor with its quantisation undone; whole numbers without a scale (shapes, indices) stay whole. */
export function constantOf({ data, shape, type, scale, zero, axis }: TfliteTensor): Constant {
  const view = new DataView(data!.buffer, data!.byteOffset, data!.byteLength);
  const size = shape.reduce((product, side) => product * side, 1);
  const read = READERS[type];
  const stored = (i: number) => read(view, i);
  if (scale.length === 0) {
    return { shape, values: type === 'float32' ? Float32Array.from({ length: size }, (_, i) => stored(i)) : Int32Array.from({ length: size }, (_, i) => stored(i)) };
  }
  const inner = shape.slice(axis + 1).reduce((product, side) => product * side, 1);
  const channel = (i: number) => (scale.length === 1 ? 0 : Math.floor(i / inner) % scale.length);
  const values = Float32Array.from({ length: size }, (_, i) => scale[channel(i)]! * (stored(i) - (zero[channel(i)] ?? 0)));
  return { shape, values };
}

/** A convolution's filter from TFLite's order [out, height, width, in] to TensorFlow's [height, width, in, out]. */
export function filterOf({ shape, values }: Constant): Constant {
  const [out, height, width, inputs] = shape as [number, number, number, number];
  const moved = new Float32Array(values.length);
  const pixels = height * width * inputs;
  for (let o = 0; o < out; o++) for (let i = 0; i < pixels; i++) moved[i * out + o] = values[o * pixels + i]!;
  return { shape: [height, width, inputs, out], values: moved };
}

/** A depthwise filter from [1, height, width, channels] to [height, width, channels, 1]; the numbers lie alike. */
export const depthwiseFilterOf = ({ shape: [, height, width, channels], values }: Constant): Constant => ({
  shape: [height!, width!, channels!, 1], values,
});
