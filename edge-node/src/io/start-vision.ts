import { Worker } from 'node:worker_threads';
import type { WalkoutError } from '@walkout/contracts';
import { edgeError } from '../errors.ts';
import type { Frame } from '../core/frame.ts';
import type { FrameReaderOptions, ReadFrame } from './frame-reader.ts';

/** Both networks and the tracker on a thread of their own, since a network blocks the thread it runs on. */
export interface Vision {
  /**
   * Reads the next frame of the camera; results come in the order of the frames. The frame's pixels are handed over and
   * cannot be used here any more.
   *
   * @throws WalkoutError VISION_FAILED
   */
  read(frame: Frame): Promise<ReadFrame>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (result: ReadFrame) => void;
  readonly reject: (error: Error) => void;
}

/** The pixels in memory of their own: what shares its memory with others cannot be handed over. */
function ownPixels(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = pixels.byteLength === pixels.buffer.byteLength && pixels.buffer instanceof ArrayBuffer;
  return whole ? new Uint8Array(pixels.buffer as ArrayBuffer) : new Uint8Array(pixels);
}

/** Starts the thread and loads the networks. @throws WalkoutError VISION_FAILED */
export async function startVision(options: FrameReaderOptions): Promise<Vision> {
  const worker = new Worker(new URL('./vision-thread.mjs', import.meta.url), { workerData: options });
  const waiting: Waiting[] = [];
  let failure: WalkoutError | undefined;
  const fail = (cause: Error) => {
    failure ??= edgeError('VISION_FAILED', cause.message);
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('its thread ended')));
  await new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (cause) => reject(failure ?? cause));
  });
  worker.on('message', (result: ReadFrame) => waiting.shift()?.resolve(result));
  return {
    read(frame) {
      if (failure !== undefined) return Promise.reject(failure);
      const pixels = ownPixels(frame.pixels);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage({ ...frame, pixels }, [pixels.buffer]);
      });
    },
    async close() {
      await worker.terminate();
    },
  };
}
