import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import type { Static } from 'typebox';
import type { EpochMs, FloorPoint, ImageBox } from '@walkout/contracts';
import { benchError } from '../errors.ts';
import { readJson, readJsonLines } from '../read-data.ts';

const Numbers = (length: number) => Type.Array(Type.Number(), { minItems: length, maxItems: length });

const Sensor = Type.Object({
  'camera points': Type.Array(Numbers(2), { minItems: 4 }),
  'map points': Type.Array(Numbers(3), { minItems: 4 }),
  intrinsics: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()], { description: 'fx, fy, cx, cy, px' }),
  width: Type.Number(),
  height: Type.Number(),
});
export type Sensor = Static<typeof Sensor>;
const Config = Type.Object({ sensors: Type.Record(Type.String(), Sensor) });

const Box = Type.Object({ x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() });
const DetectionFrame = Type.Object({
  timestamp: Type.String(),
  objects: Type.Record(Type.String(), Type.Array(Type.Object({ confidence: Type.Number({ minimum: 0, maximum: 1 }), bounding_box_px: Box }))),
});
const TruthFrame = Type.Object({
  timestamp: Type.String(),
  objects: Type.Record(Type.String(), Type.Array(Type.Object({ id: Type.Integer(), translation: Numbers(3) }))),
});

/** One frame of one camera: people as boxes. */
export interface BoxFrame {
  readonly camera: string;
  readonly at: EpochMs;
  readonly boxes: readonly { readonly box: ImageBox; readonly confidence: number }[];
}
export interface TruthMoment {
  readonly at: EpochMs;
  readonly people: readonly { readonly person: string; readonly position: FloorPoint }[];
}
/** SceneScape's own tracking test, people only. */
export interface SceneScapeData {
  readonly sensors: Readonly<Record<string, Sensor>>;
  /** In time order, by frames a second. */
  readonly rates: ReadonlyMap<string, readonly BoxFrame[]>;
  /** In time order. */
  readonly truth: readonly TruthMoment[];
}

const DETECTIONS = /^(.+)_(\d+)fps\.jsonl$/;
/** The set names one class twice; what else is there, such as the parked aeroplane, is no person. */
const isPerson = (category: string): boolean => category.toLowerCase() === 'person';
const people = <T>(objects: Readonly<Record<string, readonly T[]>>): T[] =>
  Object.entries(objects).flatMap(([category, list]) => (isPerson(category) ? list : []));

async function readDetections(folder: string, camera: string, rate: string): Promise<BoxFrame[]> {
  const frames = await readJsonLines(DetectionFrame, join(folder, `${camera}_${rate}fps.jsonl`));
  return frames.map(({ timestamp, objects }) => ({
    camera,
    at: Date.parse(timestamp),
    boxes: people(objects).map(({ confidence, bounding_box_px: { x, y, width, height } }) => ({ box: [x, y, width, height], confidence })),
  }));
}

/** Reads the set from its folder. @throws WalkoutError DATA_MISSING, CONFIG_MALFORMED */
export async function readSceneScape(folder: string): Promise<SceneScapeData> {
  const { sensors } = await readJson(Config, join(folder, 'config.json'));
  const names = await readdir(folder).catch((error: Error) => {
    throw benchError('DATA_MISSING', `${folder} (${error.message})`);
  });
  const rates = new Map<string, BoxFrame[]>();
  for (const name of names.sort()) {
    const [, camera = '', rate = ''] = DETECTIONS.exec(name) ?? [];
    if (!(camera in sensors)) continue;
    rates.set(rate, [...(rates.get(rate) ?? []), ...(await readDetections(folder, camera, rate))]);
  }
  for (const frames of rates.values()) frames.sort((a, b) => a.at - b.at);
  const truth = await readJsonLines(TruthFrame, join(folder, 'gtLoc.jsonl'));
  return {
    sensors,
    rates,
    truth: truth.map(({ timestamp, objects }) => ({
      at: Date.parse(timestamp),
      people: people(objects).map(({ id, translation }) => ({ person: String(id), position: [translation[0]!, translation[1]!] as const })),
    })),
  };
}
