import { statSync } from 'node:fs';
import { loadPersonDetector, loadPoseNetwork, MODEL_DEFAULTS } from '@walkout/edge-node';
import type { Detection, Picture, PoseNetwork } from '@walkout/edge-node';
import type { ImageBox } from '@walkout/contracts';
import { listModels, resolveModel } from '@walkout/models';
import type { ModelEntry } from '@walkout/models';

/** A detector and a pose network that are measured together. */
export interface Networks {
  readonly detect: (picture: Picture, lowScore?: number) => Promise<readonly Detection[]>;
  readonly pose: PoseNetwork;
  /** Scores of the detector from which on an edge node begins tracks, where the manifest says it. */
  readonly highScore: number | undefined;
  /** Sums of both, where the manifest and the files say them. */
  readonly size: { readonly macs: number; readonly parameters: number; readonly bytes: number };
}

/** The scores from which precision and recall are drawn begin here. */
const LOW_SCORE = 0.02;
const DETECTION = { lowScore: LOW_SCORE, maximumOverlap: 0.6, maximumPeople: 100 };

/** Loads two models by their names in the manifest. @throws WalkoutError as `resolveModel` does */
export async function loadNetworks(detectorName: string, poseName: string): Promise<Networks> {
  const models = [await resolveModel(detectorName), await resolveModel(poseName)] as const;
  const detector = await loadPersonDetector(models[0], DETECTION);
  const pose = await loadPoseNetwork(models[1]);
  const sum = (of: (path: string, entry: ModelEntry) => number) => models.reduce((total, { path, entry }) => total + of(path, entry), 0);
  return {
    detect: async (picture, lowScore = LOW_SCORE) => (await detector.detect(detector.prepare(picture))).filter(({ score }) => score >= lowScore),
    pose,
    highScore: models[0].entry.highScore,
    size: {
      macs: sum((_, { measured }) => measured['macs'] ?? NaN),
      parameters: sum((_, { measured }) => measured['parameters'] ?? NaN),
      bytes: sum((path) => statSync(path).size),
    },
  };
}

/** Google's and Megvii's, which ours are measured against. */
export const loadReference = (): Promise<Networks> => loadNetworks('yolox-nano', 'movenet');

/** What an edge node takes unless it is told otherwise. */
export const SHIPPED = [MODEL_DEFAULTS.detector, MODEL_DEFAULTS.pose] as const;

/** Our own networks of one variant, by the manifest, a task without one by what is shipped; `undefined` where it holds none for both. */
export function variantNames(variant: NonNullable<ModelEntry['variant']>): readonly [detector: string, pose: string] | undefined {
  const of = (task: ModelEntry['task']) => listModels().find((entry) => entry.task === task && entry.variant === variant)?.name;
  const [detector, pose] = [of('detect'), of('pose')];
  return detector === undefined && pose === undefined ? undefined : [detector ?? SHIPPED[0], pose ?? SHIPPED[1]];
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Processor time of an asynchronous piece of work, ms; all threads of this process. */
export async function processorMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Median processor time of one frame with so many people in view, ms: detection, and a pose for each. All candidates take turns. */
export async function frameMs(
  candidates: readonly Networks[],
  frame: { readonly picture: Picture; readonly boxes: readonly ImageBox[] },
  rounds: number,
): Promise<readonly number[]> {
  const times: number[][] = candidates.map(() => []);
  for (let round = -2; round < rounds; round++) {
    for (const [index, { detect, pose }] of candidates.entries()) {
      const ms = await processorMs(async () => {
        await detect(frame.picture);
        await pose(frame.picture, frame.boxes);
      });
      if (round >= 0) times[index]!.push(ms);
    }
  }
  return times.map(median);
}
