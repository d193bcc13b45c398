import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { PoseDetector } from '@tensorflow-models/pose-detection';
import type { io } from '@tensorflow/tfjs-core';
import { readGraphModel } from '@walkout/models';

/** TensorFlow.js with its WebAssembly backend, ready, and Google's own code around MoveNet. */
async function loadLibraries() {
  const tf = await import('@tensorflow/tfjs-core');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const { createDetector, SupportedModels, movenet } = await import('@tensorflow-models/pose-detection');
  // The backend fetches its own file, and Node has no address for it but its folder.
  wasm.setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  return { tf, createDetector, SupportedModels, movenet };
}

/** Keypoints of the one person in a crop: [17, 3] x, y in crop pixels and confidence. */
export type SinglePose = (crop: Uint8Array | Float32Array) => Promise<Float32Array>;

/**
 * Loads MoveNet through @tensorflow-models/pose-detection. Each crop is taken for itself: no smoothing, and no crop within the
 * crop from the one before, since the next may be somebody else.
 *
 * @param path of the graph model's model.json
 */
export async function loadMovenet(path: string, { width, height }: { readonly width: number; readonly height: number }): Promise<SinglePose> {
  const { tf, createDetector, SupportedModels, movenet } = await loadLibraries();
  const artifacts = (await readGraphModel(path)) as unknown as io.ModelArtifacts;
  const detector: PoseDetector = await createDetector(SupportedModels.MoveNet, {
    modelType: movenet.modelType.SINGLEPOSE_LIGHTNING,
    modelUrl: tf.io.fromMemory(artifacts),
    enableSmoothing: false,
    // Zero would count as not given.
    minPoseScore: Number.MIN_VALUE,
  });
  return async (crop) => {
    const image = tf.tensor3d(Int32Array.from(crop), [height, width, 3], 'int32');
    detector.reset();
    const [pose] = await detector.estimatePoses(image);
    image.dispose();
    return Float32Array.from(pose?.keypoints.flatMap(({ x, y, score }) => [x, y, score ?? 0]) ?? []);
  };
}
