import { modelError } from '../../errors.ts';
import { constantOf, depthwiseFilterOf, filterOf } from './constant-values.ts';
import type { Constant } from './constant-values.ts';
import type { OperatorKind, TfliteModel, TfliteOperator, TfliteTensor } from './read-tflite.ts';

type Attribute = Readonly<Record<string, unknown>>;
interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

/** A TensorFlow.js graph model: what `model.json` and its weights file hold. */
export interface GraphModel {
  readonly modelTopology: { readonly node: readonly Node[]; readonly versions: { readonly producer: number } };
  readonly weightSpecs: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: 'float32' | 'int32' }[];
  /** All weights, 4 bytes each, in the order of their specs. */
  readonly weightData: Uint8Array;
}

/** Fields of the options that schema.fbs gives each operator. */
const CONVOLUTION = { padding: 0, strideWidth: 1, strideHeight: 2, activation: 3 } as const;
const DEPTHWISE_ACTIVATION = 4;
const RESIZE = { alignCorners: 2, halfPixelCentres: 3 } as const;
const AXIS = { CONCATENATION: 0, PACK: 1, UNPACK: 1 } as const;
const ACTIVATIONS: Readonly<Record<number, string>> = { 1: 'Relu', 3: 'Relu6' };
/** Operators of the same meaning and inputs in both. */
const SAME: Partial<Record<OperatorKind, string>> = {
  ADD: 'AddV2', SUB: 'Sub', MUL: 'Mul', DIV: 'RealDiv', FLOOR_DIV: 'FloorDiv', SQRT: 'Sqrt', LOGISTIC: 'Sigmoid', RESHAPE: 'Reshape',
  GATHER_ND: 'GatherNd', ARG_MAX: 'ArgMax', QUANTIZE: 'Identity', DEQUANTIZE: 'Identity',
};

const FLOAT = { type: 'DT_FLOAT' };
const INTEGER = { type: 'DT_INT32' };
const integer = (value: number): Attribute => ({ i: String(value) });
const integers = (values: readonly number[]): Attribute => ({ list: { i: values.map(String) } });
/** Strings of a graph model are base64: "SAME", "VALID" and "NHWC". */
const SAME_PADDING = { s: 'U0FNRQ==' };
const VALID_PADDING = { s: 'VkFMSUQ=' };
const NHWC = { s: 'TkhXQw==' };

/**
 * A float graph model that computes what a TFLite model does, quantisation undone.
 *
 * @throws WalkoutError MODEL_UNCONVERTIBLE for an activation that is not known here
 */
export function toGraphModel({ inputs, outputs, operators }: TfliteModel): GraphModel {
  const nodes: Node[] = inputs.map(({ index, shape }) => ({
    name: `tensor_${index}`, op: 'Placeholder', attr: { dtype: INTEGER, shape: { shape: { dim: shape.map((size) => ({ size: String(size) })) } } },
  }));
  const constants = new Map<string, Constant>();
  const names = new Map<number, string>(inputs.map(({ index }) => [index, `tensor_${index}`]));

  function constant(name: string, value: Constant): string {
    if (!constants.has(name)) {
      constants.set(name, value);
      nodes.push({ name, op: 'Const', attr: { dtype: value.values instanceof Float32Array ? FLOAT : INTEGER } });
    }
    return name;
  }
  const inputOf = (tensor: TfliteTensor): string => names.get(tensor.index) ?? constant(`constant_${tensor.index}`, constantOf(tensor));

  for (const operator of operators) {
    const place = { name: `tensor_${operator.outputs[0]!.index}`, inputOf, constant };
    const { node, activation } = translate(operator, place);
    if (activation === undefined) nodes.push(node);
    else nodes.push({ ...node, name: `${node.name}_linear` }, { name: node.name, op: activation, input: [`${node.name}_linear`], attr: { T: FLOAT } });
    operator.outputs.forEach(({ index }, i) => names.set(index, i === 0 ? node.name : `${node.name}:${i}`));
  }
  outputs.forEach(({ index }, i) => nodes.push({ name: `output_${i}`, op: 'Identity', input: [names.get(index)!], attr: { T: FLOAT } }));
  return {
    modelTopology: { node: nodes, versions: { producer: 1 } },
    weightSpecs: [...constants].map(([name, { shape, values }]) => ({ name, shape, dtype: values instanceof Float32Array ? 'float32' : 'int32' })),
    weightData: joined([...constants.values()].map(({ values }) => values)),
  };
}

interface Place {
  readonly name: string;
  readonly inputOf: (tensor: TfliteTensor) => string;
  readonly constant: (name: string, value: Constant) => string;
}

/** The node of an operator, and the activation that TFLite has fused into it. */
function translate({ kind, inputs, outputs, options }: TfliteOperator, { name, inputOf, constant }: Place): { node: Node; activation?: string } {
  const given = inputs.filter((tensor) => tensor !== undefined);
  const plain = (op: string, attr: Node['attr'] = {}, input = given.map(inputOf)) => ({ name, op, input, attr: { T: FLOAT, ...attr } });
  switch (kind) {
    case 'CONV_2D':
    case 'DEPTHWISE_CONV_2D':
      return convolution({ kind, inputs, outputs, options }, { name, inputOf, constant });
    case 'CONCATENATION': {
      const axis = constant(`${name}_axis`, { shape: [], values: Int32Array.of(options?.int(AXIS.CONCATENATION, 0) ?? 0) });
      return { node: plain('ConcatV2', { N: integer(given.length) }, [...given.map(inputOf), axis]) };
    }
    case 'RESIZE_BILINEAR':
      return { node: plain('ResizeBilinear', { align_corners: { b: options?.flag(RESIZE.alignCorners) ?? false }, half_pixel_centers: { b: options?.flag(RESIZE.halfPixelCentres) ?? false } }) };
    case 'PACK':
      return { node: plain('Pack', { N: integer(given.length), axis: integer(options?.int(AXIS.PACK, 0) ?? 0) }) };
    case 'UNPACK':
      return { node: plain('Unpack', { num: integer(outputs.length), axis: integer(options?.int(AXIS.UNPACK, 0) ?? 0) }) };
    case 'CAST':
      return { node: plain('Cast', { SrcT: typeOf(inputs[0]!), DstT: typeOf(outputs[0]!) }) };
    default:
      return withActivation(plain(SAME[kind]!), ['ADD', 'SUB', 'MUL', 'DIV'].includes(kind) ? options?.byte(0, 0) : 0);
  }
}

/** Bytes are pixels or quantised numbers: both are floats once quantisation is undone. */
const typeOf = ({ type, scale }: TfliteTensor): Attribute => (type === 'int32' && scale.length === 0 ? INTEGER : FLOAT);

function convolution({ kind, inputs: [image, filter, bias], options }: TfliteOperator, { name, inputOf, constant }: Place) {
  const depthwise = kind === 'DEPTHWISE_CONV_2D';
  const weights = constantOf(filter!);
  const [strideHeight, strideWidth] = [options?.int(CONVOLUTION.strideHeight, 1) ?? 1, options?.int(CONVOLUTION.strideWidth, 1) ?? 1];
  const attr = {
    T: FLOAT, data_format: NHWC, strides: integers([1, strideHeight, strideWidth, 1]), dilations: integers([1, 1, 1, 1]),
    padding: options?.byte(CONVOLUTION.padding, 0) === 1 ? VALID_PADDING : SAME_PADDING,
  };
  const kernel = constant(`${name}_filter`, depthwise ? depthwiseFilterOf(weights) : filterOf(weights));
  const input = [inputOf(image!), kernel, ...(bias === undefined ? [] : [inputOf(bias)])];
  const fused = bias === undefined ? {} : { num_args: integer(1), fused_ops: { list: { s: [BIAS_ADD] } } };
  const op = bias === undefined ? (depthwise ? 'DepthwiseConv2dNative' : 'Conv2D') : depthwise ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D';
  return withActivation({ name, op, input, attr: { ...attr, ...fused } }, options?.byte(depthwise ? DEPTHWISE_ACTIVATION : CONVOLUTION.activation, 0));
}

/** "BiasAdd" in base64. */
const BIAS_ADD = 'Qmlhc0FkZA==';

function withActivation(node: Node, number = 0): { node: Node; activation?: string } {
  if (number === 0) return { node };
  const activation = ACTIVATIONS[number];
  if (activation === undefined) throw modelError('MODEL_UNCONVERTIBLE', `activation ${number} of TFLite's schema`);
  return { node, activation };
}

function joined(arrays: readonly (Float32Array | Int32Array)[]): Uint8Array {
  const all = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return all;
}
