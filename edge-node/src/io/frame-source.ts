import type { WalkoutError } from '@walkout/contracts';
import type { Frame } from '../core/frame.ts';

/** Where frames come from: a video file or a camera. */
export interface FrameSource {
  /** Frames in the order they were captured, until the video ends or the source is closed. */
  frames(): AsyncIterable<Frame>;
  /** Whether frames can be expected now. */
  online(): boolean;
  /** Frames that were never looked at, since newer ones had come. */
  dropped(): number;
  /** Time spent on decoding so far, ms. */
  decodeMs(): number;
  /** What is wrong with the video, known once its frames have been read. */
  damage(): WalkoutError | undefined;
  close(): void;
}
