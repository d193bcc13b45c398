import { modelError } from '../../errors.ts';
import { readRoot } from './flatbuffer.ts';
import type { Table } from './flatbuffer.ts';

/** A tensor of a TFLite model. `data` is there for constants, `scale` for quantised numbers: value = scale * (stored - zero). */
export interface TfliteTensor {
  readonly index: number;
  readonly shape: readonly number[];
  readonly type: 'float32' | 'int32' | 'uint8' | 'int8';
  readonly data: Uint8Array | undefined;
  readonly scale: readonly number[];
  readonly zero: readonly number[];
  /** Axis along which scales differ. */
  readonly axis: number;
}

export interface TfliteOperator {
  readonly kind: OperatorKind;
  /** `undefined` where an optional input is left out. */
  readonly inputs: readonly (TfliteTensor | undefined)[];
  readonly outputs: readonly TfliteTensor[];
  readonly options: Table | undefined;
}

export interface TfliteModel {
  readonly inputs: readonly TfliteTensor[];
  readonly outputs: readonly TfliteTensor[];
  /** In an order in which they can run. */
  readonly operators: readonly TfliteOperator[];
}

/** Numbers of TFLite's schema.fbs. */
const OPERATORS = {
  0: 'ADD', 2: 'CONCATENATION', 3: 'CONV_2D', 4: 'DEPTHWISE_CONV_2D', 6: 'DEQUANTIZE', 14: 'LOGISTIC', 18: 'MUL', 22: 'RESHAPE',
  23: 'RESIZE_BILINEAR', 41: 'SUB', 42: 'DIV', 53: 'CAST', 56: 'ARG_MAX', 75: 'SQRT', 83: 'PACK', 88: 'UNPACK', 90: 'FLOOR_DIV',
  107: 'GATHER_ND', 114: 'QUANTIZE',
} as const;
export type OperatorKind = (typeof OPERATORS)[keyof typeof OPERATORS];
const TYPES = { 0: 'float32', 2: 'int32', 3: 'uint8', 9: 'int8' } as const;

/** Fields of schema.fbs by table. */
const MODEL = { operatorCodes: 1, subgraphs: 2, buffers: 4 } as const;
const CODE = { deprecated: 0, code: 3 } as const;
const GRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3 } as const;
const TENSOR = { shape: 0, type: 1, buffer: 2, quantization: 4 } as const;
const QUANTIZATION = { scale: 2, zero: 3, axis: 6 } as const;
const OPERATOR = { code: 0, inputs: 1, outputs: 2, options: 4 } as const;
const BUFFER = { data: 0 } as const;

function named<T>(names: Readonly<Record<number, T>>, number: number, what: string): T {
  const name = names[number];
  if (name === undefined) throw modelError('MODEL_UNCONVERTIBLE', `${what} ${number} of TFLite's schema`);
  return name;
}

function tensorOf(table: Table, index: number, buffers: readonly Table[]): TfliteTensor {
  const quantization = table.table(TENSOR.quantization);
  const data = buffers[table.int(TENSOR.buffer, 0)]?.bytes(BUFFER.data);
  return {
    index,
    shape: table.ints(TENSOR.shape),
    type: named(TYPES, table.byte(TENSOR.type, 0), 'tensor type'),
    data: data === undefined || data.length === 0 ? undefined : data,
    scale: quantization?.floats(QUANTIZATION.scale) ?? [],
    zero: quantization?.longs(QUANTIZATION.zero) ?? [],
    axis: quantization?.int(QUANTIZATION.axis, 0) ?? 0,
  };
}

/**
 * Reads a TFLite model of one graph.
 *
 * @throws WalkoutError MODEL_UNCONVERTIBLE for an operator or a tensor type that is not known here
 * @source tensorflow/lite/schema/schema.fbs, version 3
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const model = readRoot(bytes);
  const [graph] = model.tables(MODEL.subgraphs);
  if (graph === undefined) throw modelError('MODEL_UNCONVERTIBLE', 'a TFLite file without a graph');
  const buffers = model.tables(MODEL.buffers);
  const codes = model.tables(MODEL.operatorCodes);
  const tensors = graph.tables(GRAPH.tensors).map((table, index) => tensorOf(table, index, buffers));
  const pick = (indices: readonly number[]) => indices.map((index) => tensors[index]!);
  return {
    inputs: pick(graph.ints(GRAPH.inputs)),
    outputs: pick(graph.ints(GRAPH.outputs)),
    operators: graph.tables(GRAPH.operators).map((table) => {
      const code = codes[table.int(OPERATOR.code, 0)]!;
      // Numbers above 127 only fit the newer field; the other then holds 127.
      const number = Math.max(code.byte(CODE.deprecated, 0), code.int(CODE.code, 0));
      return {
        kind: named(OPERATORS, number, 'operator'),
        inputs: table.ints(OPERATOR.inputs).map((index) => tensors[index]),
        outputs: pick(table.ints(OPERATOR.outputs)),
        options: table.table(OPERATOR.options),
      };
    }),
  };
}
