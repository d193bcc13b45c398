export { listModels, findModel, resolveModel, defaultPlaces } from './io/registry.ts';
export { readGraphModel } from './io/graph-model.ts';
export type { GraphModelArtifacts } from './io/graph-model.ts';
export type { Places, ResolvedModel } from './io/registry.ts';
export type { Manifest, ModelEntry, ModelInput, ModelOutput } from './manifest.ts';
export { MODEL_ERRORS } from './errors.ts';
