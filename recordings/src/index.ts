export * from './errors.ts';
export { createRecordingWriter } from './format/recording-writer.ts';
export type { RecordingWriter } from './format/recording-writer.ts';
export { openRecording } from './format/open-recording.ts';
export type { RecordedMessage, Recording } from './format/open-recording.ts';
