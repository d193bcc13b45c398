import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseJson } from '@walkout/contracts';
import { modelError } from '../errors.ts';
import { parseManifest } from '../manifest.ts';
import type { Manifest, ModelEntry } from '../manifest.ts';
import { convertTflite, downloadGraphModel } from './graph-model.ts';
import { download, fileBelow, sha256Of } from './model-file.ts';

/** Where models are looked for; all but `home` may be left at their defaults. */
export interface Places {
  /** The folder that holds manifest.json and weights/. */
  readonly home: string;
  readonly cache: string;
  /** Folder searched by file name before the internet is asked. */
  readonly mirror: string | undefined;
}

export interface ResolvedModel {
  readonly path: string;
  readonly entry: ModelEntry;
}

/** The models of this repository, the cache and the mirror as the environment sets them. */
export const defaultPlaces = (): Places => ({
  home: fileURLToPath(new URL('../..', import.meta.url)),
  cache: process.env['WALKOUT_CACHE'] ?? join(homedir(), '.cache', 'walkout', 'models'),
  mirror: process.env['WALKOUT_MODEL_MIRROR'],
});

/** All entries of the manifest. @throws WalkoutError CONFIG_MALFORMED */
export function listModels(places: Places = defaultPlaces()): Manifest['models'] {
  const path = join(places.home, 'manifest.json');
  return parseJson(parseManifest, readFileSync(path, 'utf8'), path, 'CONFIG_MALFORMED').models;
}

/** One entry by name. @throws WalkoutError MODEL_UNKNOWN */
export function findModel(name: string, places: Places = defaultPlaces()): ModelEntry {
  const entry = listModels(places).find((each) => each.name === name);
  if (entry === undefined) throw modelError('MODEL_UNKNOWN', name);
  return entry;
}

/**
 * The file of a model, its SHA-256 checked: our own from the repository; a foreign one from the cache, else from the mirror,
 * else from its public address, from where it is kept in the cache.
 *
 * @throws WalkoutError MODEL_UNKNOWN, MODEL_DAMAGED, MODEL_UNREACHABLE
 */
export async function resolveModel(name: string, places: Places = defaultPlaces()): Promise<ResolvedModel> {
  const entry = findModel(name, places);
  if ('graphModel' in entry.source) return { path: await graphModelOf(entry, entry.source, places), entry };
  const path = 'file' in entry.source ? join(places.home, entry.source.file) : await foreignFile(entry, entry.source.url, places);
  if (!existsSync(path)) throw modelError('MODEL_DAMAGED', `${path} is missing`);
  if ((await sha256Of(path)) !== entry.sha256) throw modelError('MODEL_DAMAGED', `${path} does not have SHA-256 ${entry.sha256}`);
  return { path, entry };
}

/**
 * The model.json of a model for TensorFlow.js: from the cache; else converted from the TFLite file of the mirror; else the
 * published one; else converted from the published TFLite file.
 */
async function graphModelOf(entry: ModelEntry, source: { graphModel: string; tflite: string }, places: Places): Promise<string> {
  const folder = join(places.cache, `${entry.name}-${entry.version}`);
  const path = join(folder, 'model.json');
  if (existsSync(path)) return path;
  const convert = async (file: string) => {
    if ((await sha256Of(file)) !== entry.sha256) throw modelError('MODEL_DAMAGED', `${file} does not have SHA-256 ${entry.sha256}`);
    await convertTflite(file, folder);
  };
  const mirrored = places.mirror === undefined ? undefined : fileBelow(places.mirror, basename(source.tflite));
  if (mirrored !== undefined) await convert(mirrored);
  else await downloadGraphModel(source.graphModel, folder).catch(async () => convert(await foreignFile(entry, source.tflite, places)));
  return path;
}

async function foreignFile(entry: ModelEntry, url: string, places: Places): Promise<string> {
  const cached = join(places.cache, `${entry.name}-${entry.version}-${basename(url)}`);
  if (existsSync(cached) && (await sha256Of(cached)) === entry.sha256) return cached;
  const mirrored = places.mirror === undefined ? undefined : fileBelow(places.mirror, basename(url));
  if (mirrored !== undefined) return mirrored;
  await download(url, { path: cached, sha256: entry.sha256 });
  return cached;
}
