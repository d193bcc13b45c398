import type { EpochMs, ImageBox, ImagePoint, Probability } from '@walkout/contracts';

/** A picture: rows from the top, each pixel 3 bytes blue, green, red; `pixels.length === width * height * 3`. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A picture that a camera took. `sequence` counts the camera's frames from 0, dropped ones included. */
export interface Frame extends Picture {
  readonly capturedAt: EpochMs;
  readonly sequence: number;
}

/** A person found by the detector; the box is in pixels of the frame. */
export interface Detection {
  readonly box: ImageBox;
  readonly score: Probability;
}

/** A keypoint in pixels of the frame with the pose network's confidence. */
export interface Keypoint {
  readonly point: ImagePoint;
  readonly confidence: Probability;
}

/** A detection with what the pose network and the clothes say of it. */
export interface Sighting extends Detection {
  readonly keypoints: readonly Keypoint[];
  /** See {@link clothingColour}. */
  readonly appearance?: readonly number[];
}
