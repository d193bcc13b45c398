import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Type from 'typebox';
import type { Static, TSchema } from 'typebox';
import { closed, contractError, Identifier, Moment, parseJson, parserOf } from '@walkout/contracts';

const Share = (value: number, description: string) => Type.Number({ minimum: 0, maximum: 1, default: value, description });
const Rate = (description: string) => Type.Number({ exclusiveMinimum: 0, maximum: 1000, description });

const FileSource = closed({
  kind: Type.Literal('file'),
  path: Type.String({ minLength: 1, description: 'video file; a relative path starts at the configuration file' }),
  startedAt: Moment,
  framesPerSecond: Rate('frame i was captured at startedAt + 1000 i / framesPerSecond'),
  frames: Type.Optional(Type.Integer({ minimum: 0, description: 'how many frames there should be; without it, what the file says of itself' })),
  speed: Type.Union([Type.Literal('max'), Type.Number({ exclusiveMinimum: 0 })], {
    default: 1, description: 'seconds of the video that pass in one second, or "max"',
  }),
});
const RtspSource = closed({ kind: Type.Literal('rtsp'), url: Type.String({ pattern: '^rtsps?://', description: 'address of the stream' }) });
const UsbSource = closed({
  kind: Type.Literal('usb'),
  device: Type.Integer({ minimum: 0, maximum: 99, description: 'N of /dev/videoN' }),
  width: Type.Integer({ minimum: 16, maximum: 8192, default: 1280, description: 'px' }),
  height: Type.Integer({ minimum: 16, maximum: 8192, default: 720, description: 'px' }),
  framesPerSecond: Type.Number({ exclusiveMinimum: 0, maximum: 1000, default: 10, description: 'asked of the camera' }),
});

const Models = closed({
  detector: Type.String({ default: 'person-detector', description: 'name in the manifest, task "detect"' }),
  pose: Type.String({ default: 'person-pose', description: 'name in the manifest, task "pose"' }),
  highScore: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'detections from this score on may begin a track; without it, what the manifest says of the detector' })),
  lowScore: Share(0.2, 'detections from this score on may continue a track'),
  maximumOverlap: Share(0.6, 'of two detections that overlap by more (intersection over union) the lower one goes'),
  maximumPeople: Type.Integer({ minimum: 1, maximum: 200, default: 20, description: 'most people in one frame' }),
});

const Tracking = closed({
  minimumOverlap: Share(0.15, "least overlap (intersection over union) of a detection of a high score with a track's expected box"),
  minimumLowOverlap: Share(0.4, 'the same for one of a low score, which is more often something else'),
  lostAfterMs: Type.Number({ minimum: 0, maximum: 60_000, default: 1_500, description: 'a track unseen for longer is over, ms' }),
  confirmAfter: Type.Integer({ minimum: 1, maximum: 10, default: 2, description: 'frames in which a track is seen before it is published' }),
});

const Clips = closed({
  megabytes: Type.Number({ minimum: 0, maximum: 65_536, default: 192, description: 'memory for the latest pictures, which the store server may ask for; 0: none is kept' }),
  framesPerSecond: Type.Number({ exclusiveMinimum: 0, maximum: 60, default: 8, description: 'kept at most' }),
  quality: Type.Integer({ minimum: 10, maximum: 100, default: 72, description: 'of JPEG' }),
  answerAfterEndSeconds: Type.Number({ minimum: 0, maximum: 86_400, default: 0, description: 'file: how long it stays to answer when the video is over, s' }),
});

export const EdgeNodeConfig = closed({
  store: Identifier,
  camera: Identifier,
  broker: Type.String({ pattern: '^(mqtts?|tcp|ssl|wss?)://', description: 'address of the MQTT broker' }),
  source: Type.Union([FileSource, RtspSource, UsbSource]),
  models: Models,
  tracking: Tracking,
  clips: Clips,
  statusEverySeconds: Type.Number({ minimum: 0.1, maximum: 3_600, default: 2, description: 's' }),
  waitForFusion: Type.Boolean({ default: false, description: "file: stay within 5 s of fusion's watermark, so that no frame comes too late" }),
});
/** How one edge node is set up. Fields with a default may be left out of the file. */
export type EdgeNodeConfig = Static<typeof EdgeNodeConfig>;
export type SourceConfig = EdgeNodeConfig['source'];
export type FileSourceConfig = Extract<SourceConfig, { kind: 'file' }>;
export type LiveSourceConfig = Exclude<SourceConfig, { kind: 'file' }>;

const SOURCES: Readonly<Record<string, TSchema>> = { file: FileSource, rtsp: RtspSource, usb: UsbSource };
const parse = parserOf(EdgeNodeConfig, 'CONFIG_MALFORMED');

/** The value with what its schema gives for fields that are left out. What does not fit stays as it is. */
function withDefaults(schema: TSchema, value: unknown): unknown {
  const { default: fallback, properties } = schema as { default?: unknown; properties?: Record<string, TSchema> };
  if (value === undefined) return fallback;
  if (properties === undefined || typeof value !== 'object' || value === null) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const [name, property] of Object.entries(properties)) {
    const field = withDefaults(property, filled[name]);
    if (field !== undefined) filled[name] = field;
  }
  return filled;
}

/** The networks of an edge node that is told nothing of them. */
export const MODEL_DEFAULTS = withDefaults(Models, {}) as Static<typeof Models>;

/**
 * A configuration with its defaults filled in.
 *
 * @param source what to call it in an error
 * @throws WalkoutError CONFIG_MALFORMED, naming the field
 */
export function parseConfig(value: unknown, source: string): EdgeNodeConfig {
  const given = value as { source?: { kind?: unknown } } | null;
  if (typeof given !== 'object' || given === null) throw contractError('CONFIG_MALFORMED', `${source}: / must be object`);
  // Which of the three kinds is meant is looked up first: an error then names the field, not "none of three fits".
  const kind = SOURCES[String(given.source?.kind)];
  if (kind === undefined) throw contractError('CONFIG_MALFORMED', `${source}: /source/kind must be file, rtsp or usb`);
  const sourceConfig = parserOf(kind, 'CONFIG_MALFORMED')(withDefaults(kind, given.source), `${source}: /source`);
  const config = parse(withDefaults(EdgeNodeConfig, { models: {}, tracking: {}, clips: {}, ...given, source: sourceConfig }), source);
  if (config.models.lowScore > (config.models.highScore ?? 1)) {
    throw contractError('CONFIG_MALFORMED', `${source}: /models/lowScore must not be above highScore`);
  }
  return config;
}

/** Reads a configuration file. @throws WalkoutError CONFIG_MALFORMED */
export function readConfig(path: string): EdgeNodeConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw contractError('CONFIG_MALFORMED', `${path}: ${(cause as Error).message}`);
  }
  const config = parseJson(parseConfig, text, path, 'CONFIG_MALFORMED');
  if (config.source.kind !== 'file') return config;
  return { ...config, source: { ...config.source, path: resolve(dirname(path), config.source.path) } };
}
