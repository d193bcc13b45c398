import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { topicOf } from '@walkout/contracts';
import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { createLoadFeed } from './load-feed.ts';
import type { LoadOptions } from './load-feed.ts';

/** A message of the load hall as it goes over the wire. */
export interface RenderedMessage {
  /** After the start of the feed. */
  readonly due: Milliseconds;
  readonly topic: string;
  readonly payload: Buffer;
  readonly isFrame: boolean;
}

/** Moments are rendered as of this start, and all have as many digits as those of any start from 2001 to 2286. */
const RENDERED_START: EpochMs = 1_700_000_000_000;
const MOMENT = /"capturedAt":(\d{13})/g;
/** Before each: when it is due, lengths of topic and payload, and whether it is a camera's frame; 32 bits each. */
const HEAD_BYTES = 16;
const CHUNK_BYTES = 8 * 1024 * 1024;

/**
 * Writes down what the cameras and gates of the hall say for a while, so that drawing it takes nothing from what is measured.
 *
 * @returns how many camera frames there are
 */
export function renderLoad(load: LoadOptions, { file, duration }: { readonly file: string; readonly duration: Milliseconds }): number {
  const feed = createLoadFeed(load, RENDERED_START);
  const handle = openSync(file, 'w');
  let frames = 0;
  let waiting: Buffer[] = [];
  let bytes = 0;
  const flush = () => {
    writeSync(handle, Buffer.concat(waiting));
    [waiting, bytes] = [[], 0];
  };
  for (let next = feed.next(); next.due < duration; next = feed.next()) {
    const { name, id, body } = next.message;
    const isFrame = name === 'cameraTracks';
    const [topic, payload, head] = [Buffer.from(topicOf(name, feed.store.layout.store, id)), Buffer.from(JSON.stringify(body)), Buffer.alloc(HEAD_BYTES)];
    for (const [index, value] of [next.due, topic.length, payload.length, isFrame ? 1 : 0].entries()) head.writeUInt32LE(value, 4 * index);
    waiting.push(head, topic, payload);
    bytes += head.length + topic.length + payload.length;
    if (isFrame) frames++;
    if (bytes > CHUNK_BYTES) flush();
  }
  flush();
  closeSync(handle);
  return frames;
}

/** A payload as of another start: its moments moved, in place. */
function movedTo(payload: Buffer, startsAt: EpochMs): Buffer {
  const text = payload.toString('latin1');
  for (const { index, 0: whole, 1: digits } of text.matchAll(MOMENT)) {
    payload.write(String(Number(digits) - RENDERED_START + startsAt), index + whole.length - digits!.length, 'latin1');
  }
  return payload;
}

/** What {@link renderLoad} wrote, in order, as of a start. */
export function* readLoad(file: string, startsAt: EpochMs): Generator<RenderedMessage, void, void> {
  const handle = openSync(file, 'r');
  let rest = Buffer.alloc(0);
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const count = readSync(handle, chunk);
    if (count === 0) break;
    rest = Buffer.concat([rest, chunk.subarray(0, count)]);
    let at = 0;
    while (at + HEAD_BYTES <= rest.length) {
      const [due, topicLength, payloadLength, isFrame] = [0, 4, 8, 12].map((offset) => rest.readUInt32LE(at + offset)) as [number, number, number, number];
      const end = at + HEAD_BYTES + topicLength + payloadLength;
      if (end > rest.length) break;
      const payloadAt = at + HEAD_BYTES + topicLength;
      yield { due, topic: rest.toString('utf8', at + HEAD_BYTES, payloadAt), payload: movedTo(rest.subarray(payloadAt, end), startsAt), isFrame: isFrame === 1 };
      at = end;
    }
    rest = rest.subarray(at);
  }
  closeSync(handle);
}
