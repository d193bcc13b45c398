import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { McapIndexedReader, McapStreamReader } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import { FileHandleReadable } from '@mcap/nodejs';
import type { EpochMs } from '@walkout/contracts';
import { epochMsOf } from './recording-log.ts';

/** One record of a log, before anybody has looked into it. */
export interface LogEntry {
  readonly at: EpochMs;
  readonly topic: string;
  readonly json: string;
}

/** A log that can be read any number of times; `wanted` chooses topics. */
export interface Log {
  /** Metadata records by name. */
  readonly metadata: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Why the log is not whole; `undefined` when it is. */
  readonly damage: string | undefined;
  readonly topics: readonly string[];
  /** In time order. @throws Error where a chunk is damaged, after all before it has been given. */
  entries(wanted: (topic: string) => boolean): AsyncIterable<LogEntry>;
}

const entryOf = (message: McapTypes.TypedMcapRecords['Message'], topic: string): LogEntry => ({
  at: epochMsOf(message.logTime),
  topic,
  json: Buffer.from(message.data).toString('utf8'),
});

/** Opens a log by its index, which stands at its end. @throws Error when the end is missing. */
export async function openIndexedLog(handle: FileHandle): Promise<Log> {
  const reader = await McapIndexedReader.Initialize({ readable: new FileHandleReadable(handle) });
  const metadata = new Map<string, ReadonlyMap<string, string>>();
  for await (const record of reader.readMetadata()) metadata.set(record.name, record.metadata);
  const topicOfChannel = new Map([...reader.channelsById.values()].map((channel) => [channel.id, channel.topic]));
  return {
    metadata,
    damage: undefined,
    topics: [...topicOfChannel.values()],
    async *entries(wanted) {
      const topics = [...topicOfChannel.values()].filter(wanted);
      if (topics.length === 0) return;
      for await (const message of reader.readMessages({ topics })) {
        yield entryOf(message, topicOfChannel.get(message.channelId)!);
      }
    },
  };
}

/** Reads what can be read of a log whose end is missing or damaged; all of it is held in memory. */
export async function salvageLog(file: string): Promise<Log> {
  const reader = new McapStreamReader();
  const metadata = new Map<string, ReadonlyMap<string, string>>();
  const topicOfChannel = new Map<number, string>();
  const entries: LogEntry[] = [];
  let damage = 'its end is missing';
  try {
    for await (const bytes of createReadStream(file)) {
      reader.append(bytes as Buffer);
      for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord()) {
        if (record.type === 'Channel') topicOfChannel.set(record.id, record.topic);
        if (record.type === 'Metadata') metadata.set(record.name, record.metadata);
        if (record.type === 'Message') entries.push(entryOf(record, topicOfChannel.get(record.channelId)!));
      }
    }
  } catch (cause) {
    damage = (cause as Error).message;
  }
  entries.sort((a, b) => a.at - b.at);
  return {
    metadata,
    damage,
    topics: [...topicOfChannel.values()],
    async *entries(wanted) {
      yield* entries.filter(({ topic }) => wanted(topic));
    },
  };
}
