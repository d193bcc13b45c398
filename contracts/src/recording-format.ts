import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from './schema.ts';
import { Moment } from './messages/common.ts';

/** Raised with every change that an older reader would misread. */
export const RECORDING_VERSION = 1;

export const RecordingInfo = closed({
  version: Type.Integer({ minimum: 1 }),
  store: Identifier,
  startedAt: Moment,
  endedAt: Moment,
  cameras: Type.Array(
    closed({
      camera: Identifier,
      framesPerSecond: Type.Number({ exclusiveMinimum: 0 }),
      frames: Type.Integer({ minimum: 0 }),
      startedAt: Moment,
    }),
    { description: 'frame i of camera-ID.mp4 was captured at startedAt + 1000 i / framesPerSecond' },
  ),
});
/** What a recording says of itself: JSON in the MCAP metadata record named by {@link RECORDING_METADATA}. */
export type RecordingInfo = Static<typeof RecordingInfo>;

export const RECORDING_METADATA = 'walkout.recording';
/** Names of the files in a recording's folder. */
export const RECORDING_FILES = {
  layout: 'store.json',
  log: 'recording.mcap',
  video: (camera: string): string => `camera-${camera}.mp4`,
} as const;
