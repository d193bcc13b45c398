import type { SensorStatus, WalkoutError } from '@walkout/contracts';
import type { Bus } from '@walkout/contracts/mqtt';
import type { EdgeNodeConfig } from '../config.ts';
import type { Frame } from '../core/frame.ts';
import { answerClips } from './clips/answer-clips.ts';
import { createClipBuffer } from './clips/clip-buffer.ts';
import type { FrameReaderOptions, ReadFrame } from './frame-reader.ts';
import type { FrameSource } from './frame-source.ts';
import { createFusionPace } from './fusion-pace.ts';
import { readFrames } from './read-frames.ts';
import { createRealTimePace } from './real-time-pace.ts';
import { createStageMeter } from './stage-meter.ts';
import type { Vision } from './start-vision.ts';

const LEAD_MS = 5_000;
const FUSION_SILENCE_MS = 30_000;
const clock = (): number => performance.now();

export interface EdgeNodeParts {
  readonly config: EdgeNodeConfig;
  readonly models: FrameReaderOptions;
  readonly source: FrameSource;
  readonly vision: Vision;
  readonly bus: Bus;
  /** Whether the broker is there now. */
  readonly connected: () => boolean;
  readonly warn: (text: string) => void;
  /** Hears what is said of this camera. */
  readonly onStatus?: (status: SensorStatus, frames: number) => void;
}

/** What a whole run came to. */
export interface EdgeNodeRun {
  readonly frames: number;
  readonly dropped: number;
  readonly damage: WalkoutError | undefined;
}

const nameOf = ({ entry }: FrameReaderOptions['detector']): string => `${entry.name} ${entry.version}`;

/**
 * Publishes the tracks of one camera until its video ends or `signal` aborts, and its status all along.
 *
 * @throws WalkoutError VISION_FAILED
 */
export async function runEdgeNode(parts: EdgeNodeParts, signal: AbortSignal): Promise<EdgeNodeRun> {
  const { config, source, bus } = parts;
  const { camera } = config;
  const meter = createStageMeter(clock);
  let frames = 0;
  let skipped = 0;
  let lastCapturedAt: number | undefined;
  let decodedMs = 0;

  const status = (state: SensorStatus['state']): SensorStatus => {
    const means = meter.take();
    return {
      state,
      ...(lastCapturedAt === undefined ? {} : { capturedAt: lastCapturedAt }),
      framesPerSecond: Math.round((10 * means.frames) / Math.max(means.seconds, 0.001)) / 10,
      dropped: source.dropped() + skipped,
      stageMs: means.stageMs,
      models: { detect: nameOf(parts.models.detector), pose: nameOf(parts.models.pose) },
    };
  };
  const say = (state: SensorStatus['state']) => {
    const said = status(state);
    parts.onStatus?.(said, frames);
    return bus.publish('cameraStatus', camera, said);
  };

  async function publish({ message, stageMs }: ReadFrame): Promise<void> {
    clips?.note(message);
    lastCapturedAt = message.capturedAt;
    frames++;
    const started = clock();
    // What a camera sees while the broker is away is lost; a file waits for it instead.
    if (config.source.kind !== 'file' && !parts.connected()) skipped++;
    else await bus.publish('cameraTracks', camera, message);
    meter.add({ decode: source.decodeMs() - decodedMs, ...stageMs, publish: clock() - started });
    decodedMs = source.decodeMs();
  }

  const clips = await startClips(parts);
  const paces = await pacesOf(parts);
  async function* paced(): AsyncIterable<Frame> {
    for await (const frame of source.frames()) {
      for (const pace of paces) await pace(frame.capturedAt, signal);
      if (signal.aborted) return;
      // The networks take the pixels with them.
      await clips?.offer(frame);
      yield frame;
    }
  }

  const close = () => source.close();
  signal.addEventListener('abort', close);
  await say(source.online() ? 'online' : 'offline');
  const timer = setInterval(() => {
    if (parts.connected()) void say(source.online() ? 'online' : 'offline').catch((error: Error) => parts.warn(error.message));
  }, 1000 * config.statusEverySeconds);
  try {
    await readFrames(paced(), parts.vision, publish);
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', close);
    source.close();
  }
  await say(signal.aborted ? 'offline' : 'ended');
  return { frames, dropped: source.dropped() + skipped, damage: source.damage() };
}

/** Keeps the latest pictures and answers for them, where the configuration gives memory for it. */
async function startClips({ config: { clips, camera }, bus, warn }: EdgeNodeParts) {
  if (clips.megabytes === 0) return undefined;
  const buffer = createClipBuffer(clips);
  await answerClips({ bus, camera, buffer, quality: clips.quality, warn });
  return buffer;
}

/** What holds the frames of a file back: the speed of the replay, and fusion where it is to be waited for. */
async function pacesOf({ config, bus, warn }: EdgeNodeParts) {
  if (config.source.kind !== 'file') return [];
  const realTime = createRealTimePace(config.source.speed, clock);
  if (!config.waitForFusion) return [realTime];
  const fusion = createFusionPace({
    leadMs: LEAD_MS,
    silenceMs: FUSION_SILENCE_MS,
    onSilence: () => warn(`fusion has said nothing for ${FUSION_SILENCE_MS / 1000} s; going on without it`),
  });
  await bus.subscribe(['fusionStatus'], (message) => {
    if (message.name === 'fusionStatus') fusion.heard(message.body);
  });
  return [realTime, fusion.waitFor];
}
