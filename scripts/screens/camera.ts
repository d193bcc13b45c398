import { join } from 'node:path';
import { RECORDING_FILES } from '@walkout/contracts';
import type { EpochMs } from '@walkout/contracts';
import type { Bus } from '@walkout/contracts/mqtt';
import { answerClips, createClipBuffer, createFrameReader, openFileSource, parseConfig, visionOptionsOf } from '@walkout/edge-node';
import type { Recording } from '@walkout/recordings';

/** A camera of a recording as its edge node would be after a stretch of time: it has seen it with our networks and answers for it. */
export async function standInForEdgeNode(recording: Recording, camera: string, { from, to, bus }: { from: EpochMs; to: EpochMs; bus: Bus }): Promise<void> {
  const { startedAt, framesPerSecond } = recording.info.cameras.find((candidate) => candidate.camera === camera)!;
  const video = { path: join(recording.folder, RECORDING_FILES.video(camera)), startedAt, framesPerSecond };
  const config = parseConfig({ store: recording.layout.store, camera, broker: 'mqtt://unused', source: { kind: 'file', ...video } }, 'screens');
  const read = await createFrameReader(await visionOptionsOf(config));
  const buffer = createClipBuffer(config.clips);
  const source = openFileSource(video);
  for await (const frame of source.frames()) {
    if (frame.capturedAt > to) break;
    if (frame.capturedAt < from) continue;
    await buffer.offer(frame);
    buffer.note((await read(frame)).message);
  }
  source.close();
  await answerClips({ bus, camera, buffer, quality: config.clips.quality, warn: (text) => process.stderr.write(`${text}\n`) });
}
