import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier, parserOf } from '@walkout/contracts';

const Side = (of: string) => Type.Integer({ minimum: 1, description: `${of}, pixels` });

/** What a model is given, so that an edge node can prepare it for any model without knowing which. */
export const ModelInput = closed({
  name: Type.String({ description: 'name of the input tensor' }),
  layout: Type.Union([Type.Literal('NHWC'), Type.Literal('NCHW')]),
  width: Side('width'),
  height: Side('height'),
  channels: Type.Union([Type.Literal('BGR'), Type.Literal('RGB')], { description: 'order of the colours' }),
  dtype: Type.Union([Type.Literal('uint8'), Type.Literal('float32')], { description: 'values run from 0 to 255 in both' }),
  padding: closed({
    anchor: Type.Union([Type.Literal('top-left'), Type.Literal('centre')], {
      description: 'where the picture lies in the input when its shape differs; the rest is padded',
    }),
    value: Type.Integer({ minimum: 0, maximum: 255, description: 'grey of what lies outside the picture' }),
  }),
  batch: Type.Union([Type.Literal('one'), Type.Literal('many')], { description: 'how many pictures one run takes' }),
  boxScale: Type.Optional(
    Type.Number({ minimum: 1, description: 'pose: how much a person’s box is grown around its centre before the crop; then the shorter side grows to the shape of the input' }),
  ),
});
export type ModelInput = Static<typeof ModelInput>;

/**
 * How outputs are read: `boxes`: boxes [1, N, 4] x, y, width, height in input pixels and scores [1, N];
 * `yolox`: [1, N, 85] raw over strides 8, 16, 32, class 0 a person; `keypoints`: [B, 17, 3] x, y in input pixels and confidence;
 * `movenet`: by @tensorflow-models/pose-detection.
 */
export const ModelOutput = closed({
  decoder: Type.Union([Type.Literal('boxes'), Type.Literal('yolox'), Type.Literal('keypoints'), Type.Literal('movenet')]),
  names: Type.Array(Type.String(), { minItems: 1, description: 'names of the output tensors, in the order the decoder reads them' }),
});
export type ModelOutput = Static<typeof ModelOutput>;

export const ModelEntry = closed({
  name: Identifier,
  version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
  task: Type.Union([Type.Literal('detect'), Type.Literal('pose')]),
  about: Type.String(),
  variant: Type.Optional(Type.Union([Type.Literal('dense'), Type.Literal('pruned'), Type.Literal('int8')], { description: 'our own: which step of making it small this is' })),
  source: Type.Union([
    closed({ file: Type.String({ description: 'our own: path below models/' }) }),
    closed({ url: Type.String({ pattern: '^https://', description: 'foreign: public address, never committed here' }) }),
    closed({
      graphModel: Type.String({ pattern: '^https://', description: 'foreign, for TensorFlow.js: public address of its folder' }),
      tflite: Type.String({ pattern: '^https://', description: 'the same network as TFLite, from which it is converted where the folder cannot be had' }),
    }),
  ]),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'of the file; of the TFLite file where there is one' }),
  licence: Type.String({ description: 'SPDX identifier' }),
  input: ModelInput,
  output: ModelOutput,
  highScore: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'detect: scores from this on may begin a track, unless an edge node is told otherwise' })),
  measured: Type.Record(Type.String(), Type.Number(), { description: 'figures by name; the model’s card says how each was measured' }),
});
export type ModelEntry = Static<typeof ModelEntry>;

export const Manifest = closed({ models: Type.Array(ModelEntry) });
export type Manifest = Static<typeof Manifest>;

/** Reads a manifest. @throws WalkoutError CONFIG_MALFORMED */
export const parseManifest = parserOf(Manifest, 'CONFIG_MALFORMED');
