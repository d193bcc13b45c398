import { contractError } from '@walkout/contracts';
import { resolveModel } from '@walkout/models';
import type { ModelEntry, ResolvedModel } from '@walkout/models';
import type { EdgeNodeConfig } from '../config.ts';
import { edgeError } from '../errors.ts';
import type { FrameReaderOptions } from './frame-reader.ts';

async function resolveFor(task: ModelEntry['task'], name: string): Promise<ResolvedModel> {
  const model = await resolveModel(name);
  if (model.entry.task !== task) throw edgeError('MODEL_UNFIT', `"${name}" is to ${task}, its task is ${model.entry.task}`);
  return model;
}

/**
 * What is needed to read frames, from the configuration.
 *
 * @throws WalkoutError CONFIG_MALFORMED, MODEL_UNFIT, MODEL_UNKNOWN, MODEL_DAMAGED, MODEL_UNREACHABLE
 */
export async function visionOptionsOf({ models, tracking }: Pick<EdgeNodeConfig, 'models' | 'tracking'>): Promise<FrameReaderOptions> {
  const [detector, pose] = await Promise.all([resolveFor('detect', models.detector), resolveFor('pose', models.pose)]);
  const highScore = models.highScore ?? detector.entry.highScore;
  if (highScore === undefined) throw edgeError('MODEL_UNFIT', `the manifest does not say from which score on "${models.detector}" is believed: set models.highScore`);
  if (models.lowScore > highScore) {
    throw contractError('CONFIG_MALFORMED', `/models/lowScore is ${models.lowScore}, above ${highScore}, from which on "${models.detector}" begins tracks`);
  }
  return { detector, pose, detection: models, tracking: { ...tracking, highScore } };
}
