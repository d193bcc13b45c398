import { Tensor } from 'onnxruntime-node';
import type { ImageBox } from '@walkout/contracts';
import { KEYPOINTS } from '@walkout/contracts/keypoints';
import type { ResolvedModel } from '@walkout/models';
import { arrangeChannelsInto } from '../core/image/arrange-channels.ts';
import { cropInto, cropMap } from '../core/image/crop-person.ts';
import { decodeKeypoints } from '../core/pose/decode-keypoints.ts';
import type { Keypoint, Picture } from '../core/frame.ts';
import { openSession } from './session.ts';

/** Keypoints of the people in the boxes, one list a box, in pixels of the picture. */
export type PoseNetwork = (picture: Picture, boxes: readonly ImageBox[]) => Promise<readonly (readonly Keypoint[])[]>;

const VALUES = 3 * KEYPOINTS.length;

/** Runs a network on prepared crops: [N, 17, 3] x, y in crop pixels and confidence. */
type Run = (values: Uint8Array | Float32Array, count: number) => Promise<Float32Array>;

async function openNetwork({ path, entry: { input, output } }: ResolvedModel): Promise<Run> {
  if (output.decoder === 'movenet') {
    const { loadMovenet } = await import('./movenet.ts');
    const movenet = await loadMovenet(path, input);
    return (crop) => movenet(crop);
  }
  const session = await openSession(path);
  const shape = input.layout === 'NHWC' ? [input.height, input.width, 3] : [3, input.height, input.width];
  return async (values, count) => {
    const results = await session.run({ [input.name]: new Tensor(input.dtype, values, [count, ...shape]) });
    return results[output.names[0]!]!.data as Float32Array;
  };
}

/** Loads any pose network of the manifest. */
export async function loadPoseNetwork(model: ResolvedModel): Promise<PoseNetwork> {
  const { input } = model.entry;
  const network = await openNetwork(model);
  const { width, height, dtype } = input;
  const shape = { width, height, boxScale: input.boxScale ?? 1, padding: input.padding.value };
  const size = 3 * width * height;
  const crop = new Uint8Array(size);

  async function run(picture: Picture, boxes: readonly ImageBox[]) {
    const values = dtype === 'uint8' ? new Uint8Array(size * boxes.length) : new Float32Array(size * boxes.length);
    const maps = boxes.map((box, i) => {
      const map = cropMap(box, shape);
      cropInto(crop, picture, { map, shape });
      arrangeChannelsInto(values.subarray(i * size, (i + 1) * size), crop, input);
      return map;
    });
    const keypoints = await network(values, boxes.length);
    return maps.map((map, i) => decodeKeypoints(keypoints.subarray(i * VALUES, (i + 1) * VALUES), map));
  }

  return async (picture, boxes) => {
    if (boxes.length === 0) return [];
    if (input.batch === 'many') return run(picture, boxes);
    const people: (readonly Keypoint[])[] = [];
    for (const box of boxes) people.push(...(await run(picture, [box])));
    return people;
  };
}
