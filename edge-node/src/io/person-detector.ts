import { Tensor } from 'onnxruntime-node';
import type { ResolvedModel } from '@walkout/models';
import { arrangeChannelsInto } from '../core/image/arrange-channels.ts';
import type { ImageMap } from '../core/image/image-map.ts';
import { createLetterbox } from '../core/image/letterbox.ts';
import { decodeBoxes } from '../core/detection/decode-boxes.ts';
import { decodeYolox } from '../core/detection/decode-yolox.ts';
import { suppressOverlaps } from '../core/detection/suppress-overlaps.ts';
import type { Detection, Picture } from '../core/frame.ts';
import { openSession } from './session.ts';

export interface DetectionOptions {
  readonly lowScore: number;
  readonly maximumOverlap: number;
  readonly maximumPeople: number;
}

/** Finds people in two steps, which take their time in different places. */
export interface PersonDetector {
  /** Brings a picture to the network's input, where it stays until the next. @returns how the input lies in the picture */
  readonly prepare: (picture: Picture) => ImageMap;
  /** Runs the network on what was prepared; boxes in pixels of the picture, the highest score first. */
  readonly detect: (map: ImageMap) => Promise<readonly Detection[]>;
}

/** Loads any detector of the manifest. */
export async function loadPersonDetector({ path, entry }: ResolvedModel, options: DetectionOptions): Promise<PersonDetector> {
  const { input, output } = entry;
  const [first, second] = output.names as [string, string?];
  const session = await openSession(path);
  const letterbox = createLetterbox({ ...input, anchor: input.padding.anchor, padding: input.padding.value });
  const { width, height, dtype } = input;
  const values = dtype === 'uint8' ? new Uint8Array(3 * width * height) : new Float32Array(3 * width * height);
  const image = new Tensor(dtype, values, input.layout === 'NHWC' ? [1, height, width, 3] : [1, 3, height, width]);

  function prepare(picture: Picture): ImageMap {
    const { pixels, map } = letterbox(picture);
    arrangeChannelsInto(values, pixels, input);
    return map;
  }
  async function detect(map: ImageMap): Promise<readonly Detection[]> {
    const results = await session.run({ [input.name]: image });
    const read = (name: string) => results[name]!.data as Float32Array;
    const decoding = { map, minimumScore: options.lowScore };
    const detections =
      output.decoder === 'yolox' ? decodeYolox(read(first), input, decoding) : decodeBoxes(read(first), read(second!), decoding);
    return suppressOverlaps(detections, { maximumOverlap: options.maximumOverlap, maximumCount: options.maximumPeople });
  }
  return { prepare, detect };
}
