import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { McapStreamReader } from '@mcap/core';
import type { MessageOf, RecordingInfo, StoreLayout } from '@walkout/contracts';
import { openRecording } from './open-recording.ts';
import { createRecordingWriter } from './recording-writer.ts';

const root = mkdtempSync(join(tmpdir(), 'walkout-format-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));

const layout: StoreLayout = {
  version: 1, store: 'corner', name: 'Corner store', currency: 'EUR', floor: [[0, 0], [4, 0], [4, 3]],
  cameras: [{ id: 'north', imageSize: { width: 64, height: 32 } }], gates: [], fixtures: [], shelves: [],
  taxClasses: [{ id: 'food', name: 'Food', basisPoints: 700 }], products: [], planogram: [],
};
const info: RecordingInfo = {
  version: 1, store: 'corner', startedAt: 1000, endedAt: 9000,
  cameras: [{ camera: 'north', framesPerSecond: 10, frames: 80, startedAt: 1000 }],
};
const passage = (capturedAt: number): MessageOf<'gatePassages'> => ({ capturedAt, passages: [] });

async function record(folder: string, { count = 3, ended = info } = {}): Promise<string> {
  const writer = await createRecordingWriter(folder, layout);
  for (let i = count; i > 0; i--) await writer.write('gatePassages', 'door', passage(1000 * i), 1000 * i);
  await writer.writeTruth('receipts', { visit: 'v1', lines: [{ product: 'tea', quantity: 2 }] }, 5000);
  await writer.close(ended);
  return folder;
}

async function timesIn(folder: string): Promise<number[]> {
  const times: number[] = [];
  const recording = await openRecording(folder);
  for await (const message of recording.messages()) times.push(message.at);
  return times;
}

describe('a recording', () => {
  it('gives back in time order what was written in any order', async () => {
    const recording = await openRecording(await record(newFolder()));
    const read = [];
    for await (const message of recording.messages()) read.push(message);
    expect(read).toEqual([1000, 2000, 3000].map((at) => ({ name: 'gatePassages', id: 'door', body: passage(at), at })));
    expect(recording.layout).toEqual(layout);
    expect(recording.info).toEqual(info);
    expect(recording.speakers).toEqual([{ name: 'gatePassages', id: 'door' }]);
    await recording.close();
  });

  it('may be empty', async () => {
    expect(await timesIn(await record(newFolder(), { count: 0 }))).toEqual([]);
  });

  it('keeps the truth apart from the messages', async () => {
    const recording = await openRecording(await record(newFolder(), { count: 0 }));
    expect(await recording.truth('receipts')).toEqual([{ visit: 'v1', lines: [{ product: 'tea', quantity: 2 }] }]);
    expect(await recording.truth('people')).toEqual([]);
    await recording.close();
  });

  it('has the same bytes each time', async () => {
    const hash = (folder: string) => createHash('sha256').update(readFileSync(join(folder, 'recording.mcap'))).digest('hex');
    expect(hash(await record(newFolder()))).toBe(hash(await record(newFolder())));
  });

  it('has one channel a topic, each with its JSON schema, as any MCAP tool reads it', async () => {
    const reader = new McapStreamReader();
    reader.append(readFileSync(join(await record(newFolder()), 'recording.mcap')));
    const schemas = new Map<number, string>();
    const channels: string[] = [];
    for (let next = reader.nextRecord(); next !== undefined; next = reader.nextRecord()) {
      if (next.type === 'Schema') schemas.set(next.id, Buffer.from(next.data).toString());
      if (next.type === 'Channel') channels.push(`${next.topic} ${next.messageEncoding} ${JSON.parse(schemas.get(next.schemaId)!).type}`);
    }
    expect(new Set(channels)).toEqual(new Set(['walkout/v1/corner/gate/door/passages json object', 'truth/receipts json object']));
  });

  it('keeps microseconds', async () => {
    const folder = newFolder();
    const writer = await createRecordingWriter(folder, layout);
    const at = 1_767_225_600_016.667;
    await writer.write('gatePassages', 'door', passage(at), at);
    await writer.close(info);
    expect(await timesIn(folder)).toEqual([at]);
  });

  it('is never written over', async () => {
    const folder = await record(newFolder());
    await expect(createRecordingWriter(folder, layout)).rejects.toMatchObject({ code: 'FOLDER_TAKEN' });
  });
});

describe('a bad recording', () => {
  it('is missing: folder, layout or log', async () => {
    await expect(openRecording(newFolder())).rejects.toMatchObject({ code: 'RECORDING_MISSING' });
    const folder = await record(newFolder());
    rmSync(join(folder, 'recording.mcap'));
    await expect(openRecording(folder)).rejects.toMatchObject({ code: 'RECORDING_MISSING' });
  });

  it('is of another version', async () => {
    const folder = await record(newFolder(), { ended: { ...info, version: 2 } });
    await expect(openRecording(folder)).rejects.toMatchObject({ code: 'RECORDING_VERSION' });
  });

  it('is cut off: what can be read is read, then it says so', async () => {
    const folder = await record(newFolder(), { count: 5000 });
    const log = join(folder, 'recording.mcap');
    truncateSync(log, 300_000);
    const recording = await openRecording(folder);
    expect(recording.info).toMatchObject({ store: 'corner', endedAt: 5_000_000 });
    let read = 0;
    const reading = (async () => {
      for await (const _ of recording.messages()) read++;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'RECORDING_DAMAGED' });
    expect(read).toBeGreaterThan(1000);
    await recording.close();
  });

  it('has a damaged chunk', async () => {
    const folder = await record(newFolder());
    const log = join(folder, 'recording.mcap');
    const bytes = readFileSync(log);
    bytes[bytes.indexOf('capturedAt":2000') + 12]! ^= 1;
    writeFileSync(log, bytes);
    await expect(timesIn(folder)).rejects.toMatchObject({ code: 'RECORDING_DAMAGED' });
  });

  it('is no MCAP file at all', async () => {
    const folder = await record(newFolder());
    writeFileSync(join(folder, 'recording.mcap'), 'hello');
    await expect(openRecording(folder)).rejects.toMatchObject({ code: 'RECORDING_DAMAGED' });
  });

  it('has a layout that contradicts itself', async () => {
    const folder = await record(newFolder());
    writeFileSync(join(folder, 'store.json'), JSON.stringify({ ...layout, planogram: [{ product: 'tea', plates: ['p'] }] }));
    await expect(openRecording(folder)).rejects.toMatchObject({ code: 'LAYOUT_INCONSISTENT' });
  });

  it('has a video that is missing or cut off, which is named', async () => {
    const folder = await record(newFolder());
    const recording = await openRecording(folder);
    expect(() => recording.videoPath('north')).toThrow(/camera-north\.mp4 is missing/);
    const video = join(folder, 'camera-north.mp4');
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=s=64x32:d=0.4', '-c:v', 'libx264', video]);
    expect(recording.videoPath('north')).toBe(video);
    truncateSync(video, 900);
    expect(() => recording.videoPath('north')).toThrow(/camera-north\.mp4 is cut off/);
    await recording.close();
  });
});
