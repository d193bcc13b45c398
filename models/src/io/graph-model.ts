import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Type from 'typebox';
import { parseJson, parserOf } from '@walkout/contracts';
import { toGraphModel } from '../core/tflite/graph-model.ts';
import { readTflite } from '../core/tflite/read-tflite.ts';
import { modelError } from '../errors.ts';

/** What of a graph model's model.json is read here; TensorFlow.js itself checks the rest. */
const GraphModelFile = Type.Object({
  format: Type.Literal('graph-model'),
  modelTopology: Type.Object({}),
  weightsManifest: Type.Array(Type.Object({
    paths: Type.Array(Type.String({ pattern: '^[\\w.-]+$' })),
    weights: Type.Array(Type.Object({ name: Type.String(), shape: Type.Array(Type.Integer()), dtype: Type.String() })),
  })),
});
const parseFile = parserOf(GraphModelFile, 'CONFIG_MALFORMED');

/** A graph model in memory, as `tf.io.fromMemory` takes it. */
export interface GraphModelArtifacts {
  readonly format: string;
  readonly modelTopology: object;
  readonly weightSpecs: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: string }[];
  readonly weightData: ArrayBuffer;
}

/**
 * Reads a graph model of TensorFlow.js from disk.
 *
 * @param path its model.json; weights lie beside it
 * @throws WalkoutError CONFIG_MALFORMED, MODEL_DAMAGED
 */
export async function readGraphModel(path: string): Promise<GraphModelArtifacts> {
  const { format, modelTopology, weightsManifest } = parseJson(parseFile, await readFile(path, 'utf8'), path, 'CONFIG_MALFORMED');
  const files = weightsManifest.flatMap(({ paths }) => paths).map((name) => join(dirname(path), name));
  const parts = await Promise.all(files.map((file) => readFile(file).catch(() => {
    throw modelError('MODEL_DAMAGED', `${file} is missing`);
  })));
  return { format, modelTopology, weightSpecs: weightsManifest.flatMap(({ weights }) => weights), weightData: new Uint8Array(Buffer.concat(parts)).buffer };
}

/** Puts a folder in place whole: what `fill` writes appears under its name only when all of it is there. */
async function inPlace(folder: string, fill: (partial: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.`);
  try {
    await fill(partial);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/**
 * Converts a TFLite file to a graph model in a folder.
 *
 * @throws WalkoutError MODEL_UNCONVERTIBLE
 */
export async function convertTflite(path: string, folder: string): Promise<void> {
  const { modelTopology, weightSpecs, weightData } = toGraphModel(readTflite(await readFile(path)));
  const file = { format: 'graph-model', convertedBy: 'walkout', modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] };
  await inPlace(folder, async (partial) => {
    await writeFile(join(partial, 'weights.bin'), weightData);
    await writeFile(join(partial, 'model.json'), JSON.stringify(file));
  });
}

async function fetched(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw modelError('MODEL_UNREACHABLE', `${url} (${(cause as Error).message})`);
  }
}

/**
 * Fetches a published graph model into a folder.
 *
 * @param url the model's address on TensorFlow Hub, or any folder of a web server
 * @throws WalkoutError MODEL_UNREACHABLE, CONFIG_MALFORMED
 */
export async function downloadGraphModel(url: string, folder: string): Promise<void> {
  const query = '?tfjs-format=file';
  const text = new TextDecoder().decode(await fetched(`${url}/model.json${query}`));
  const { weightsManifest } = parseJson(parseFile, text, `${url}/model.json`, 'CONFIG_MALFORMED');
  await inPlace(folder, async (partial) => {
    for (const name of weightsManifest.flatMap(({ paths }) => paths)) await writeFile(join(partial, name), await fetched(`${url}/${name}${query}`));
    await writeFile(join(partial, 'model.json'), text);
  });
}
