import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Static, TSchema } from 'typebox';
import { parseJson, parserOf, WalkoutError } from '@walkout/contracts';
import { recordingsError } from '../../errors.ts';
import { plateId } from './names.ts';
import { Gondolas, GroundTruth, Plates, Shelves, World } from './source-schema.ts';
import { readTrace } from './weights.ts';
import type { PlateTrace } from './weights.ts';

/** The store's furniture and what its scales said. */
export interface StoreParts {
  readonly gondolas: Gondolas['gondolas'];
  readonly shelves: Shelves['shelves'];
  readonly plates: Plates['plates'];
  readonly world: World;
  /** Plate id → its trace. */
  readonly traces: ReadonlyMap<string, PlateTrace>;
}

/** The files of sequence cps-test-01, read and checked. */
export interface NanostoreSource {
  readonly parts: StoreParts;
  readonly catalogueText: string;
  readonly catalogueFile: string;
  readonly truth: GroundTruth;
  /** Camera id → its video. */
  readonly videos: ReadonlyMap<string, string>;
}

const WEIGHTS = 'weights_test1';
const TRACE_NAME = /^gondola_(\d+)_shelf_(\d+)_plate_(\d+)\.csv$/;
const VIDEO_NAME = /^cps-test-01-.*cam(\d+)\.mp4$/;
const run = promisify(execFile);

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw recordingsError('IMPORT_SOURCE_MISSING', file);
  }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    throw recordingsError('IMPORT_SOURCE_MISSING', folder);
  }
}

async function readJson<S extends TSchema>(schema: S, file: string): Promise<Static<S>> {
  try {
    return parseJson(parserOf(schema, 'CONFIG_MALFORMED'), await readText(file), file, 'CONFIG_MALFORMED');
  } catch (error) {
    if (error instanceof WalkoutError && error.code === 'CONFIG_MALFORMED') throw recordingsError('SOURCE_MALFORMED', error.message);
    throw error;
  }
}

async function readTraces(folder: string): Promise<Map<string, PlateTrace>> {
  const traces = new Map<string, PlateTrace>();
  for (const file of await filesIn(folder)) {
    const place = TRACE_NAME.exec(basename(file));
    if (place === null) continue;
    const [gondola, shelf, plate] = place.slice(1).map(Number) as [number, number, number];
    traces.set(plateId(gondola, shelf, plate), readTrace(await readText(join(folder, file)), file));
  }
  if (traces.size === 0) throw recordingsError('IMPORT_SOURCE_MISSING', `${folder}: no gondola_G_shelf_S_plate_P.csv in it`);
  return traces;
}

/** Traces from the archive as it is published. */
async function unpackTraces(archive: string): Promise<Map<string, PlateTrace>> {
  await readText(archive);
  const folder = await mkdtemp(join(tmpdir(), 'walkout-import-'));
  try {
    await run('tar', ['-xzf', archive, '-C', folder]).catch((cause: Error) => {
      throw recordingsError('SOURCE_MALFORMED', `${archive}: tar cannot unpack it (${cause.message.split('\n').at(-2) ?? cause.message})`);
    });
    return await readTraces(join(folder, WEIGHTS));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Reads the source's folder: store_meta, gt, video, the weights' archive and the ground truth.
 *
 * @throws WalkoutError IMPORT_SOURCE_MISSING, SOURCE_MALFORMED naming the file
 */
export async function readSource(folder: string): Promise<NanostoreSource> {
  const meta = (file: string) => join(folder, 'store_meta', file);
  const catalogueFile = join(folder, 'gt', 'test1-all_product.csv');
  const videoFolder = join(folder, 'video');
  const videos = new Map<string, string>();
  for (const file of await filesIn(videoFolder)) {
    const camera = VIDEO_NAME.exec(file)?.[1];
    if (camera !== undefined) videos.set(camera, join(videoFolder, file));
  }
  if (videos.size === 0) throw recordingsError('IMPORT_SOURCE_MISSING', `${videoFolder}: no cps-test-01-…camN.mp4 in it`);
  return {
    parts: {
      ...(await readJson(Gondolas, meta('Gondolas.json'))),
      ...(await readJson(Shelves, meta('Shelves.json'))),
      ...(await readJson(Plates, meta('Plates.json'))),
      world: await readJson(World, meta('calibration.json')),
      traces: await unpackTraces(join(folder, `${WEIGHTS}.tar.gz`)),
    },
    catalogueText: await readText(catalogueFile),
    catalogueFile,
    truth: await readJson(GroundTruth, join(folder, 'ground_truth_test01.json')),
    videos,
  };
}
