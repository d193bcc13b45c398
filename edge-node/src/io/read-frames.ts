import type { Frame } from '../core/frame.ts';
import type { ReadFrame } from './frame-reader.ts';
import type { Vision } from './start-vision.ts';

/**
 * Runs frames through the networks in their order. The next frame is decoded while this one is read; no more than one waits,
 * so a slow consumer slows the source down.
 */
export async function readFrames(
  frames: AsyncIterable<Frame>,
  vision: Vision,
  consume: (result: ReadFrame) => void | Promise<void>,
): Promise<void> {
  let previous: Promise<void> = Promise.resolve();
  for await (const frame of frames) {
    await previous;
    previous = vision.read(frame).then(consume);
    // Awaited with the next frame, or below; until then a failure must not count as unheard.
    previous.catch(() => {});
  }
  await previous;
}
