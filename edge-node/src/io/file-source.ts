import { existsSync } from 'node:fs';
import { edgeError } from '../errors.ts';
import type { FileSourceConfig } from '../config.ts';
import type { Frame } from '../core/frame.ts';
import type { FrameSource } from './frame-source.ts';
import { openCv } from './open-cv.ts';
import type { VideoCapture } from './open-cv.ts';

/** A container that keeps no count of its frames guesses it from its duration. */
const GUESSED_COUNT_TOLERANCE = 1;

function openVideo(path: string): VideoCapture {
  if (!existsSync(path)) throw edgeError('SOURCE_MISSING', path);
  const { VideoCapture, CAP_FFMPEG } = openCv();
  try {
    return new VideoCapture(path, CAP_FFMPEG);
  } catch {
    throw edgeError('SOURCE_DAMAGED', `${path} cannot be opened as a video`);
  }
}

/**
 * A video file as a source: every frame, none dropped, none early or late.
 *
 * @throws WalkoutError SOURCE_MISSING, SOURCE_DAMAGED when it cannot even be opened; a video that ends too early is read as
 *         far as it goes and then named by `damage()`
 */
export function openFileSource(config: Omit<FileSourceConfig, 'speed' | 'kind'>): FrameSource {
  const capture = openVideo(config.path);
  const guess = capture.get(openCv().CAP_PROP_FRAME_COUNT) - GUESSED_COUNT_TOLERANCE;
  const expected = config.frames ?? Math.max(guess, 1);
  let read = 0;
  let decodeMs = 0;
  let closed = false;
  let ended = false;

  async function next(): Promise<Frame | undefined> {
    const started = performance.now();
    const picture = await capture.readAsync().catch(() => undefined);
    if (picture === undefined || picture.empty) return undefined;
    const { rows: height, cols: width } = picture;
    const pixels = picture.getData();
    decodeMs += performance.now() - started;
    const sequence = read++;
    return { width, height, pixels, sequence, capturedAt: config.startedAt + (1000 * sequence) / config.framesPerSecond };
  }

  return {
    async *frames() {
      try {
        while (!closed && !ended) {
          const frame = await next();
          if (frame === undefined) ended = true;
          else yield frame;
        }
      } finally {
        capture.release();
      }
    },
    online: () => !closed,
    dropped: () => 0,
    decodeMs: () => decodeMs,
    damage: () =>
      ended && read < expected ? edgeError('SOURCE_DAMAGED', `${config.path} ends after ${read} frames, ${expected} or more were expected`) : undefined,
    close: () => {
      closed = true;
    },
  };
}
