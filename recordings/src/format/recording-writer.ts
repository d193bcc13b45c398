import { mkdir, open, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { McapWriter } from '@mcap/core';
import { FileHandleWritable } from '@mcap/nodejs';
import { RECORDING_FILES, RECORDING_METADATA, TOPICS, topicOf, TRUTH, truthChannel } from '@walkout/contracts';
import type { EpochMs, MessageOf, RecordingInfo, StoreLayout, TopicName, TruthName, TruthOf } from '@walkout/contracts';
import { recordingsError } from '../errors.ts';
import { MCAP_HEADER, MESSAGE_ENCODING, nanosecondsOf, SCHEMA_ENCODING } from './recording-log.ts';

/** Small enough that a recorder that is killed loses little, large enough that the index stays small. */
const CHUNK_BYTES = 128 * 1024;

/** A recording in the making. Calls may overlap; what is written keeps the order of the calls. */
export interface RecordingWriter {
  /** One message as it is on the bus. `at` puts it in order: the time of the newest thing it tells. */
  write<Name extends TopicName>(name: Name, id: string | undefined, body: MessageOf<Name>, at: EpochMs): Promise<void>;
  /** What only the bench may read. */
  writeTruth<Name extends TruthName>(name: Name, body: TruthOf<Name>, at: EpochMs): Promise<void>;
  /** Ends the file; without it the recording counts as cut off. */
  close(info: RecordingInfo): Promise<void>;
}

/**
 * Begins a recording: the folder, `store.json` and the log. Videos are put beside them by whoever has them.
 *
 * @throws WalkoutError FOLDER_TAKEN where a recording is already
 */
export async function createRecordingWriter(folder: string, layout: StoreLayout): Promise<RecordingWriter> {
  const logFile = join(folder, RECORDING_FILES.log);
  if (existsSync(logFile)) throw recordingsError('FOLDER_TAKEN', folder);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, RECORDING_FILES.layout), `${JSON.stringify(layout, null, 1)}\n`);
  const handle = await open(logFile, 'w');
  const log = new McapWriter({ writable: new FileHandleWritable(handle), chunkSize: CHUNK_BYTES });
  await log.start(MCAP_HEADER);

  const channels = new Map<string, number>();
  const sequences = new Map<string, number>();
  const append = async (topic: string, schema: { name: string; json: object }, body: unknown, at: EpochMs) => {
    let channelId = channels.get(topic);
    if (channelId === undefined) {
      const data = Buffer.from(JSON.stringify(schema.json));
      const schemaId = await log.registerSchema({ name: schema.name, encoding: SCHEMA_ENCODING, data });
      channelId = await log.registerChannel({ topic, schemaId, messageEncoding: MESSAGE_ENCODING, metadata: new Map() });
      channels.set(topic, channelId);
    }
    const sequence = sequences.get(topic) ?? 0;
    sequences.set(topic, sequence + 1);
    const logTime = nanosecondsOf(at);
    await log.addMessage({ channelId, sequence, logTime, publishTime: logTime, data: Buffer.from(JSON.stringify(body)) });
  };

  // The MCAP writer takes one call at a time.
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  return {
    write: (name, id, body, at) =>
      inTurn(() => append(topicOf(name, layout.store, id), { name, json: TOPICS[name].schema }, body, at)),
    writeTruth: (name, body, at) =>
      inTurn(() => append(truthChannel(name), { name: truthChannel(name), json: TRUTH[name] }, body, at)),
    close: (info) =>
      inTurn(async () => {
        await log.addMetadata({ name: RECORDING_METADATA, metadata: new Map([['info', JSON.stringify(info)]]) });
        await log.end();
        await handle.close();
      }),
  };
}
