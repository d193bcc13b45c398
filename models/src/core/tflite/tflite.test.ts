import { describe, expect, it } from 'vitest';
import { constantOf, depthwiseFilterOf, filterOf } from './constant-values.ts';
import { readRoot } from './flatbuffer.ts';
import { toGraphModel } from './graph-model.ts';
import type { TfliteTensor } from './read-tflite.ts';

const tensor = (index: number, fields: Partial<TfliteTensor> = {}): TfliteTensor => ({
  index, shape: [2], type: 'int8', data: undefined, scale: [], zero: [], axis: 0, ...fields,
});

describe('readRoot', () => {
  // A table with field 0 = 7 (a byte) and field 2 = the 32-bit numbers 1 and -1; field 1 is left out.
  const bytes = Uint8Array.of(
    16, 0, 0, 0, // root: at 16
    10, 0, 12, 0, 8, 0, 0, 0, 4, 0, 0, 0, // vtable at 4: 10 bytes, table 12, fields at 8, absent and 4
    12, 0, 0, 0, 8, 0, 0, 0, 7, 0, 0, 0, // table at 16: vtable 12 before, vector 8 further (28), the byte
    2, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255, // the vector
  );
  it('finds fields through the vtable, and what is left out has its default', () => {
    const table = readRoot(bytes);
    expect(table.byte(0, 0)).toBe(7);
    expect(table.int(1, 42)).toBe(42);
    expect(table.ints(2)).toEqual([1, -1]);
    expect(table.ints(9)).toEqual([]);
    expect(table.table(1)).toBeUndefined();
  });
  it('refuses bytes that end too early', () => expect(() => readRoot(bytes.subarray(0, 18))).toThrow(RangeError));
});

describe('constants', () => {
  it('lose their quantisation channel by channel, and whole numbers stay whole', () => {
    const data = Uint8Array.of(2, 254, 4, 252);
    expect([...constantOf(tensor(0, { shape: [2, 2], data, scale: [0.5, 2], zero: [0, -1] })).values]).toEqual([1, -1, 10, -6]);
    expect([...constantOf(tensor(0, { shape: [2, 2], data, scale: [0.5, 2], zero: [0, 0], axis: 1 })).values]).toEqual([1, -4, 2, -8]);
    expect(constantOf(tensor(0, { shape: [1], type: 'int32', data: Uint8Array.of(9, 0, 0, 0) })).values).toEqual(Int32Array.of(9));
  });
  it('come from out-first to out-last', () => {
    expect(filterOf({ shape: [2, 1, 1, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) })).toEqual({ shape: [1, 1, 3, 2], values: Float32Array.of(1, 4, 2, 5, 3, 6) });
    expect(depthwiseFilterOf({ shape: [1, 3, 3, 8], values: Float32Array.of(1) }).shape).toEqual([3, 3, 8, 1]);
  });
});

describe('toGraphModel', () => {
  it('names nodes by their tensors, splits a fused activation off, and keeps each constant once', () => {
    const constant = tensor(1, { type: 'float32', shape: [2], data: new Uint8Array(Float32Array.of(3, 4).buffer) });
    const options = { byte: () => 3, int: () => 0, flag: () => false, table: () => undefined, tables: () => [], ints: () => [], longs: () => [], floats: () => [], bytes: () => new Uint8Array() };
    const { modelTopology, weightSpecs, weightData } = toGraphModel({
      inputs: [tensor(0)],
      outputs: [tensor(3)],
      operators: [
        { kind: 'ADD', inputs: [tensor(0), constant], outputs: [tensor(2)], options },
        { kind: 'SQRT', inputs: [tensor(2)], outputs: [tensor(3)], options: undefined },
      ],
    });
    expect(modelTopology.node.map(({ name, op, input }) => [name, op, input])).toEqual([
      ['tensor_0', 'Placeholder', undefined], ['constant_1', 'Const', undefined], ['tensor_2_linear', 'AddV2', ['tensor_0', 'constant_1']],
      ['tensor_2', 'Relu6', ['tensor_2_linear']], ['tensor_3', 'Sqrt', ['tensor_2']], ['output_0', 'Identity', ['tensor_3']],
    ]);
    expect(weightSpecs).toEqual([{ name: 'constant_1', shape: [2], dtype: 'float32' }]);
    expect(new Float32Array(weightData.buffer)).toEqual(Float32Array.of(3, 4));
  });
});
