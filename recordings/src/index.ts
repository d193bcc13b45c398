export * from './errors.ts';
export { createRecordingWriter } from './format/recording-writer.ts';
export type { RecordingWriter } from './format/recording-writer.ts';
export { openRecording } from './format/open-recording.ts';
export type { RecordedMessage, Recording, Speaker } from './format/open-recording.ts';
export { play, PLAYED_TOPICS } from './player/play.ts';
export type { PlayedTopics, PlayOptions } from './player/play.ts';
