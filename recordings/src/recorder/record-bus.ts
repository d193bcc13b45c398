import { connectBus } from '@walkout/contracts/mqtt';
import { RECORDING_VERSION, TOPICS } from '@walkout/contracts';
import type { EpochMs, Message, RecordingInfo, StoreLayout, TopicName } from '@walkout/contracts';
import { createRecordingWriter } from '../format/recording-writer.ts';

export interface BusRecording {
  /** Messages recorded so far. */
  readonly count: number;
  /** Ends the recording in good order. */
  stop(): Promise<RecordingInfo>;
}

const RECORDED = (Object.keys(TOPICS) as TopicName[]).filter((name) => !('confidential' in TOPICS[name]));

/** When a message's newest content was captured; what carries no time of its own is filed under the latest time heard. */
function timeOf({ body }: Message, latest: EpochMs): EpochMs {
  if ('capturedAt' in body && body.capturedAt !== undefined) {
    return typeof body.capturedAt === 'number' ? body.capturedAt : body.capturedAt.at(-1)!;
  }
  if ('settledAt' in body) return body.settledAt;
  if ('closedAt' in body) return body.closedAt;
  if ('openedAt' in body) return body.openedAt;
  return latest;
}

/**
 * Records all that is said in a store, from now until it is stopped. Malformed messages are left out, and so is what
 * is confidential.
 *
 * @param url address of the broker
 * @throws    WalkoutError FOLDER_TAKEN
 */
export async function recordBus(layout: StoreLayout, { url, out }: { url: string; out: string }): Promise<BusRecording> {
  const writer = await createRecordingWriter(out, layout);
  const bus = await connectBus({ url, store: layout.store, clientId: 'recorder' });
  let count = 0;
  let [first, latest]: [EpochMs, EpochMs] = [Infinity, 0];
  await bus.subscribe(RECORDED, async (message) => {
    const at = timeOf(message, latest);
    if (at > 0) first = Math.min(first, at);
    latest = Math.max(latest, at);
    count++;
    await writer.write(message.name, message.id || undefined, message.body as never, at);
  });
  return {
    get count() {
      return count;
    },
    async stop() {
      await bus.close();
      const info: RecordingInfo = { version: RECORDING_VERSION, store: layout.store, startedAt: Math.min(first, latest), endedAt: latest, cameras: [] };
      await writer.close(info);
      return info;
    },
  };
}
