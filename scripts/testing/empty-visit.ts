import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { RECORDING_FILES, RECORDING_VERSION } from '@walkout/contracts';
import type { EpochMs, RecordingInfo, StoreLayout } from '@walkout/contracts';
import { createRecordingWriter } from '@walkout/recordings';

const STARTED_AT: EpochMs = 1_700_000_000_000;
const SECONDS = 3;
const FRAMES_PER_SECOND = 5;
const CAMERAS = ['north', 'south'];
/** Samples a second of the scales: too few for a store, enough for plates that nobody touches. */
const SAMPLES_PER_SECOND = 20;
const VISIT = 'visit-1';

const LAYOUT: StoreLayout = {
  version: 1,
  store: 'corner',
  name: 'Corner store',
  currency: 'EUR',
  floor: [[0, 0], [4, 0], [4, 3], [0, 3]],
  cameras: CAMERAS.map((id) => ({ id, imageSize: { width: 320, height: 180 } })),
  gates: [
    { id: 'entry', kind: 'entry', from: [0.5, 0], to: [1.5, 0] },
    { id: 'exit', kind: 'exit', from: [2.5, 0], to: [3.5, 0] },
  ],
  fixtures: [{ id: 'wall', name: 'Wall', footprint: [[0, 2.5], [4, 2.5], [4, 3], [0, 3]], height: 1.8 }],
  shelves: [{ id: 'board', name: 'Board', fixture: 'wall', facing: -1.57, plates: [{ id: 'plate', centre: [2, 2.7, 1], width: 0.3, depth: 0.4 }] }],
  taxClasses: [{ id: 'food', name: 'Food', basisPoints: 700 }],
  products: [{ id: 'tea', name: 'Tea', barcode: '', price: 249, taxClass: 'food', unitWeight: { mean: 120, standardDeviation: 2 } }],
  planogram: [{ product: 'tea', plates: ['plate'] }],
};

/** A video that shows nobody. */
function writeVideo(file: string): void {
  const source = `color=gray:size=320x180:rate=${FRAMES_PER_SECOND}:duration=${SECONDS}`;
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file]);
}

/** A recording of 3 s: two cameras that see nobody, a plate that nobody touches, a visit that takes nothing. Its info, for tests. */
export async function writeEmptyVisit(folder: string, version = RECORDING_VERSION): Promise<RecordingInfo> {
  const writer = await createRecordingWriter(folder, LAYOUT);
  const endedAt = STARTED_AT + SECONDS * 1000;
  for (let second = 0; second < SECONDS; second += 1) {
    const until = STARTED_AT + (second + 1) * 1000;
    const capturedAt = Array.from({ length: SAMPLES_PER_SECOND }, (_, i) => until - 1000 + ((i + 1) * 1000) / SAMPLES_PER_SECOND);
    await writer.write('shelfWeights', 'board', { sequence: second, capturedAt, grams: capturedAt.map(() => [600]) }, until);
    const inward = second === 0 ? [{ passage: VISIT, capturedAt: until - 500, direction: 'in' as const, credential: 'card' }] : [];
    const outward = second === SECONDS - 1 ? [{ passage: 'out-1', capturedAt: until - 500, direction: 'out' as const }] : [];
    await writer.write('gatePassages', 'entry', { capturedAt: until, passages: inward }, until);
    await writer.write('gatePassages', 'exit', { capturedAt: until, passages: outward }, until);
  }
  await writer.writeTruth('receipts', { visit: VISIT, lines: [] }, endedAt);
  const frames = SECONDS * FRAMES_PER_SECOND;
  const cameras = CAMERAS.map((camera) => ({ camera, framesPerSecond: FRAMES_PER_SECOND, frames, startedAt: STARTED_AT }));
  const info = { version, store: LAYOUT.store, startedAt: STARTED_AT, endedAt, cameras };
  await writer.close(info);
  for (const camera of CAMERAS) writeVideo(join(folder, RECORDING_FILES.video(camera)));
  return info;
}
