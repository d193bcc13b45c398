import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packKeypoints } from '@walkout/contracts';
import type { ClipFrame, ClipPart, ImageBox, SubjectPoint } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../../../scripts/broker/embedded-broker.ts';
import { parseConfig } from '../../config.ts';
import type { Picture } from '../../core/frame.ts';
import { openFileSource } from '../file-source.ts';
import { createFrameReader } from '../frame-reader.ts';
import { visionOptionsOf } from '../vision-options-of.ts';
import { answerClips } from './answer-clips.ts';
import { createClipBuffer } from './clip-buffer.ts';
import type { ClipBufferOptions, KeptFrame } from './clip-buffer.ts';
import { decodeJpeg, encodeJpeg } from './jpeg.ts';

const DEMO = fileURLToPath(new URL('../../../../recordings/demo/camera-south-west.mp4', import.meta.url));
/** Two people are in view then, ms of the video. */
const [FROM, TO] = [13_500, 16_000];
const OPTIONS: ClipBufferOptions = { megabytes: 64, framesPerSecond: 5, quality: 85 };

/** The demo's camera, its frames of that time seen by our own networks. */
async function watchDemo() {
  const config = parseConfig({ store: 's', camera: 'south-west', broker: 'mqtt://unused', source: { kind: 'file', path: DEMO, startedAt: 0, framesPerSecond: 10 } }, 'test');
  const read = await createFrameReader(await visionOptionsOf(config));
  const buffer = createClipBuffer(OPTIONS);
  for await (const frame of openFileSource({ path: DEMO, startedAt: 0, framesPerSecond: 10 }).frames()) {
    if (frame.capturedAt < FROM) continue;
    if (frame.capturedAt > TO) break;
    await buffer.offer(frame);
    buffer.note((await read(frame)).message);
  }
  return buffer;
}

async function openStreet(buffer: Awaited<ReturnType<typeof watchDemo>>) {
  const broker = await createEmbeddedBroker({ port: 0 });
  onTestFinished(() => broker.close());
  const [camera, server] = await Promise.all(['camera', 'server'].map((clientId) => connectBus({ url: broker.url, store: 's', clientId })));
  onTestFinished(() => Promise.all([camera!.close(), server!.close()]).then(() => undefined));
  await answerClips({ bus: camera!, camera: 'south-west', buffer, quality: 85, warn: (text) => expect.unreachable(text) });
  const parts: ClipPart[] = [];
  let done: () => void;
  await server!.subscribe(['clipPart'], (message) => {
    if (message.name !== 'clipPart') return;
    parts.push(message.body);
    if (message.body.last) done();
  });
  return async (from: number, to: number, subject: SubjectPoint[]) => {
    parts.length = 0;
    const ended = new Promise<void>((resolve) => (done = resolve));
    await server!.publish('clipRequest', 'south-west', { request: 'c-1', from, to, subject });
    await ended;
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, i) => i));
    return parts.flatMap(({ frames }) => frames);
  };
}

/** Share of neighbouring pixels within a box that are as good as the same: nearly all of a mosaic, few of a person. */
function flatness({ pixels, width, height }: Picture, [x, y, w, h]: ImageBox): number {
  let [flat, count] = [0, 0];
  for (let row = Math.max(0, Math.ceil(y)); row < Math.min(y + h - 1, height); row++) {
    for (let column = Math.max(0, Math.ceil(x)); column < Math.min(x + w - 1, width - 1); column++) {
      const at = 3 * (row * width + column);
      if (Math.abs(pixels[at]! - pixels[at + 3]!) <= 2) flat++;
      count++;
    }
  }
  return flat / count;
}

describe('clips of a camera', { timeout: 90_000 }, () => {
  it('show the one they are about, and nobody else', async () => {
    const buffer = await watchDemo();
    const kept = buffer.between(FROM, TO);
    expect(kept.length).toBeGreaterThanOrEqual(12); // 2.5 s at 5 a second
    const ask = await openStreet(buffer);
    const [subject, other] = kept.at(-1)!.tracks.map(({ track }) => track);
    expect(other, 'two people are in view').toBeDefined();
    const boxOf = ({ tracks }: KeptFrame, wanted: number | undefined) => tracks.find(({ track }) => track === wanted)?.box;
    const path = kept.flatMap((frame): SubjectPoint[] => {
      const box = boxOf(frame, subject);
      return box === undefined ? [] : [{ at: frame.capturedAt, point: [box[0] + box[2] / 2, box[1] + box[3] / 2] }];
    });
    const frames = await ask(FROM, TO, path);
    expect(frames.map(({ at }) => at)).toEqual(kept.map(({ capturedAt }) => capturedAt));

    // Below the head, and above where the detector sees legs as somebody of their own.
    const bodyOf = ([x, y, w, h]: ImageBox): ImageBox => [x, y + 0.3 * h, w, 0.2 * h];
    const flat = async (frame: ClipFrame, i: number, who: number | undefined) => {
      const box = boxOf(kept[i]!, who);
      return box && flatness(await decodeJpeg(Buffer.from(frame.jpeg, 'base64')), bodyOf(box));
    };
    for (const [i, frame] of frames.entries()) {
      const [seen, hidden] = [await flat(frame, i, subject), await flat(frame, i, other)];
      if (seen !== undefined) expect(seen, `subject, frame ${i}`).toBeLessThan(0.65);
      if (hidden !== undefined) expect(hidden, `other, frame ${i}`).toBeGreaterThan(0.7);
    }
    expect(frames.some(({ keypoints }) => keypoints?.length === 17)).toBe(true);

    // Without a word on who it is about everybody is hidden; of a time that is not kept nothing comes.
    const [nobody] = await ask(kept.at(-1)!.capturedAt, TO, []);
    expect(await flat(nobody!, kept.length - 1, subject)).toBeGreaterThan(0.7);
    expect(await ask(60_000, 61_000, [])).toEqual([]);
    expect(await ask(0, 31_000, [])).toEqual([]);
  });
});

describe('the pictures that a camera keeps', () => {
  const grey = (capturedAt: number) => ({ width: 64, height: 36, pixels: new Uint8Array(64 * 36 * 3).fill(128), capturedAt, sequence: 0 });
  const somebody = { track: 1, box: [0, 0, 10, 10] as ImageBox, score: 1, keypoints: packKeypoints([]) };
  const watch = async (options: Partial<ClipBufferOptions>, times: readonly number[], isThere = (_at: number) => true) => {
    const buffer = createClipBuffer({ ...OPTIONS, ...options });
    for (const at of times) {
      await buffer.offer(grey(at));
      buffer.note({ capturedAt: at, tracks: isThere(at) ? [somebody] : [] });
    }
    return { buffer, times: buffer.between(0, Infinity).map(({ capturedAt }) => capturedAt) };
  };
  const everyTenth = Array.from({ length: 30 }, (_, i) => i * 100);

  it('are as many a second as was said, by the time of capture', async () => {
    expect((await watch({ framesPerSecond: 5 }, everyTenth)).times).toEqual(everyTenth.filter((at) => at % 200 === 0));
  });
  it('are those with people, and a moment after', async () => {
    expect((await watch({ framesPerSecond: 10 }, everyTenth, (at) => at === 500)).times).toEqual(everyTenth.filter((at) => at >= 500 && at <= 1500));
  });
  it('are the latest that the memory holds', async () => {
    const one = (await encodeJpeg(grey(0), 85)).length;
    const { buffer, times } = await watch({ framesPerSecond: 10, megabytes: (3.5 * one) / 1024 / 1024 }, everyTenth);
    expect(times).toEqual([2700, 2800, 2900]);
    expect(buffer.bytes).toBe(3 * one);
  });
});
