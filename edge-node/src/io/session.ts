import { InferenceSession } from 'onnxruntime-node';

/** Opens a network on one thread: a second one brings no gain, and other cameras want it. */
export const openSession = (path: string): Promise<InferenceSession> =>
  InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3 });
