import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import type { WalkoutError } from '@walkout/contracts';
import { edgeError } from '../errors.ts';
import type { LiveSourceConfig } from '../config.ts';
import type { Frame } from '../core/frame.ts';
import type { FrameSource } from './frame-source.ts';
import { openCv } from './open-cv.ts';
import type { VideoCapture } from './open-cv.ts';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
const PROBE_MS = 3_000;
const RTSP_PORT = 554;

export interface LiveSourceOptions {
  /** The moment a frame arrives is taken as the moment it was captured. */
  readonly now: () => number;
  /** Said once an outage, when it begins. */
  readonly onOutage: (error: WalkoutError) => void;
}

/** Whether anybody listens there. Opening a stream blocks the process, so it is only tried where somebody answers. */
async function listens(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname, port: Number(url.port) || RTSP_PORT, timeout: PROBE_MS });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

async function openCamera(config: LiveSourceConfig): Promise<VideoCapture | undefined> {
  const cv = openCv();
  try {
    if (config.kind === 'rtsp') return (await listens(new URL(config.url))) ? new cv.VideoCapture(config.url, cv.CAP_FFMPEG) : undefined;
    const capture = new cv.VideoCapture(config.device);
    capture.set(cv.CAP_PROP_FRAME_WIDTH, config.width);
    capture.set(cv.CAP_PROP_FRAME_HEIGHT, config.height);
    capture.set(cv.CAP_PROP_FPS, config.framesPerSecond);
    return capture;
  } catch {
    return undefined;
  }
}

/**
 * A camera as a source, opened in the background and again whenever it falls silent, ever more slowly. It is read as fast
 * as it speaks; a frame nobody has asked for when the next one comes is dropped and counted.
 */
export function openLiveSource(config: LiveSourceConfig, options: LiveSourceOptions): FrameSource {
  const name = config.kind === 'rtsp' ? config.url.replace(/\/\/[^@/]*@/, '//') : `/dev/video${config.device}`;
  let newest: Frame | undefined;
  let wake = () => {};
  let sequence = 0;
  let dropped = 0;
  let decodeMs = 0;
  let online = false;
  let outageSaid = false;
  const stop = new AbortController();

  async function readUntilSilent(capture: VideoCapture): Promise<void> {
    while (!stop.signal.aborted) {
      const started = performance.now();
      const picture = await capture.readAsync().catch(() => undefined);
      if (picture === undefined || picture.empty) return;
      if (newest !== undefined) dropped++;
      newest = { width: picture.cols, height: picture.rows, pixels: picture.getData(), sequence: sequence++, capturedAt: options.now() };
      decodeMs += performance.now() - started;
      online = true;
      outageSaid = false;
      wake();
    }
  }

  async function keepReading(): Promise<void> {
    for (let retryMs = FIRST_RETRY_MS; !stop.signal.aborted; retryMs = Math.min(2 * retryMs, LAST_RETRY_MS)) {
      const capture = await openCamera(config);
      if (capture !== undefined) {
        await readUntilSilent(capture);
        capture.release();
      }
      if (online) retryMs = FIRST_RETRY_MS;
      online = false;
      if (!outageSaid && !stop.signal.aborted) options.onOutage(edgeError('SOURCE_UNREACHABLE', name));
      outageSaid = true;
      await sleep(retryMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  return {
    async *frames() {
      void keepReading();
      while (!stop.signal.aborted) {
        if (newest === undefined) await new Promise<void>((resolve) => (wake = resolve));
        const frame: Frame | undefined = newest;
        newest = undefined;
        if (frame !== undefined) yield frame;
      }
    },
    online: () => online,
    dropped: () => dropped,
    decodeMs: () => decodeMs,
    damage: () => undefined,
    close: () => {
      stop.abort();
      wake();
    },
  };
}
