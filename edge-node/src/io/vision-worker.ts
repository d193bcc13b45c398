import { parentPort, workerData } from 'node:worker_threads';
import type { Frame } from '../core/frame.ts';
import { createFrameReader } from './frame-reader.ts';
import type { FrameReaderOptions } from './frame-reader.ts';

const port = parentPort!;
const readFrame = await createFrameReader(workerData as FrameReaderOptions);
let last: Promise<void> = Promise.resolve();
port.on('message', (frame: Frame) => {
  last = last.then(async () => port.postMessage(await readFrame(frame)));
});
port.postMessage('ready');
