import type { CameraTracks } from '@walkout/contracts';
import type { ResolvedModel } from '@walkout/models';
import { clothingColour } from '../core/pose/clothing-colour.ts';
import { NO_TRACKS, trackFrame, worthAPose } from '../core/tracking/image-tracker.ts';
import type { TrackingOptions } from '../core/tracking/tracking-options.ts';
import { toCameraTracks } from '../core/to-camera-tracks.ts';
import type { Frame, Sighting } from '../core/frame.ts';
import { loadPersonDetector } from './person-detector.ts';
import type { DetectionOptions } from './person-detector.ts';
import { loadPoseNetwork } from './pose-network.ts';

export interface FrameReaderOptions {
  readonly detector: ResolvedModel;
  readonly pose: ResolvedModel;
  readonly detection: DetectionOptions;
  readonly tracking: TrackingOptions;
}

export interface ReadFrame {
  readonly message: CameraTracks;
  /** Time each stage took, ms. */
  readonly stageMs: Readonly<Record<'resize' | 'detect' | 'pose' | 'track', number>>;
}

/** Turns the frames of one camera, given in order, into tracks. */
export type FrameReader = (frame: Frame) => Promise<ReadFrame>;

/**
 * Frame by frame: detect, pose, track. No clock enters the result, so the same frames give the same messages.
 */
export async function createFrameReader(options: FrameReaderOptions): Promise<FrameReader> {
  const detector = await loadPersonDetector(options.detector, options.detection);
  const estimatePoses = await loadPoseNetwork(options.pose);
  let state = NO_TRACKS;

  return async (frame) => {
    const at = frame.capturedAt;
    const started = performance.now();
    const map = detector.prepare(frame);
    const resized = performance.now();
    const detections = worthAPose(await detector.detect(map), state, { at, options: options.tracking });
    const detected = performance.now();
    const poses = await estimatePoses(frame, detections.map(({ box }) => box));
    const posed = performance.now();
    const sightings = detections.map((detection, i): Sighting => {
      const keypoints = poses[i]!;
      const appearance = clothingColour(frame, keypoints);
      return { ...detection, keypoints, ...(appearance === undefined ? {} : { appearance }) };
    });
    const tracked = trackFrame(state, { at, sightings }, options.tracking);
    state = tracked.state;
    const message = toCameraTracks(frame, tracked.seen);
    return { message, stageMs: { resize: resized - started, detect: detected - resized, pose: posed - detected, track: performance.now() - posed } };
  };
}
