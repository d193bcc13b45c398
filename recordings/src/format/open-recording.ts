import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  contractError, parseJson, parseMessage, parserOf, readLayout, readTopic, RECORDING_FILES, RECORDING_METADATA, RECORDING_VERSION,
  RecordingInfo, TRUTH, truthChannel,
} from '@walkout/contracts';
import type { EpochMs, Message, StoreLayout, TopicName, TruthName, TruthOf } from '@walkout/contracts';
import { openIndexedLog, salvageLog } from './read-log.ts';
import type { Log } from './read-log.ts';
import { videoDamage } from './video-damage.ts';

/** A message of a recording with the time that puts it in order. */
export type RecordedMessage = Message & { readonly at: EpochMs };

export interface Speaker {
  readonly name: TopicName;
  readonly id: string;
}

/** A recording on disk, for reading. */
export interface Recording {
  readonly folder: string;
  readonly layout: StoreLayout;
  /** Of a recording that was cut off: made up from what is left, and without cameras. */
  readonly info: RecordingInfo;
  /** Who speaks in it: topic and id, each once, in the order of their first message; without the truth. */
  readonly speakers: readonly Speaker[];
  /** All messages in time order, without the truth. @throws WalkoutError RECORDING_DAMAGED after the last that could be read */
  messages(): AsyncIterable<RecordedMessage>;
  /** Only the bench asks for this. Empty when the recording holds none. @throws WalkoutError RECORDING_DAMAGED */
  truth<Name extends TruthName>(name: Name): Promise<TruthOf<Name>[]>;
  /** The video of a camera. @throws WalkoutError RECORDING_DAMAGED when it is missing or cut off */
  videoPath(camera: string): string;
  close(): Promise<void>;
}

const parseInfo = parserOf(RecordingInfo, 'RECORDING_DAMAGED');

const readText = async (folder: string, file: string): Promise<string> => {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch {
    throw contractError('RECORDING_MISSING', join(folder, file));
  }
};

/**
 * Opens a recording.
 *
 * @throws WalkoutError RECORDING_MISSING, RECORDING_VERSION, RECORDING_DAMAGED (nothing in it can be read),
 *         LAYOUT_MALFORMED, LAYOUT_INCONSISTENT
 */
export async function openRecording(folder: string): Promise<Recording> {
  const layout = readLayout(await readText(folder, RECORDING_FILES.layout), join(folder, RECORDING_FILES.layout));
  const logFile = join(folder, RECORDING_FILES.log);
  const handle = await open(logFile, 'r').catch(() => {
    throw contractError('RECORDING_MISSING', logFile);
  });
  const log = await openIndexedLog(handle).catch(() => salvageLog(logFile));
  const info = await infoOf(log, layout, logFile).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  const damaged = (what: string) => contractError('RECORDING_DAMAGED', `${logFile}: ${what}`);

  async function* entries(wanted: (topic: string) => boolean) {
    try {
      yield* log.entries(wanted);
    } catch (cause) {
      throw damaged((cause as Error).message);
    }
    if (log.damage !== undefined) throw damaged(log.damage);
  }

  return {
    folder,
    layout,
    info,
    speakers: log.topics.flatMap((topic) => readTopic(topic) ?? []).map(({ name, id }) => ({ name, id })),
    async *messages() {
      for await (const { at, topic, json } of entries((name) => !isTruth(name))) {
        yield { ...parseMessage(topic, json), at };
      }
    },
    async truth<Name extends TruthName>(name: Name) {
      const parse = parserOf(TRUTH[name], 'RECORDING_DAMAGED');
      const found: TruthOf<Name>[] = [];
      for await (const { topic, json } of entries((topic) => topic === truthChannel(name))) {
        found.push(parseJson(parse, json, `${logFile} ${topic}`, 'RECORDING_DAMAGED') as TruthOf<Name>);
      }
      return found;
    },
    videoPath(camera) {
      const file = join(folder, RECORDING_FILES.video(camera));
      const damage = videoDamage(file);
      if (damage !== undefined) throw contractError('RECORDING_DAMAGED', `the video ${file} ${damage}`);
      return file;
    },
    close: () => handle.close(),
  };
}

const isTruth = (topic: string): boolean => topic.startsWith('truth/');

async function infoOf(log: Log, layout: StoreLayout, logFile: string): Promise<RecordingInfo> {
  const text = log.metadata.get(RECORDING_METADATA)?.get('info');
  if (text === undefined) return infoOfCutOff(log, layout, logFile);
  const claimed = JSON.parse(text) as { version?: unknown };
  if (claimed.version !== RECORDING_VERSION) {
    throw contractError('RECORDING_VERSION', `${logFile} has version ${String(claimed.version)}, this is version ${RECORDING_VERSION}`);
  }
  return parseInfo(claimed, logFile);
}

async function infoOfCutOff(log: Log, layout: StoreLayout, logFile: string): Promise<RecordingInfo> {
  let first: EpochMs | undefined;
  let last: EpochMs = 0;
  for await (const { at } of log.entries(() => true)) {
    first ??= at;
    last = at;
  }
  if (first === undefined) throw contractError('RECORDING_DAMAGED', `${logFile}: ${log.damage ?? 'it is empty'}`);
  return { version: RECORDING_VERSION, store: layout.store, startedAt: first, endedAt: last, cameras: [] };
}
