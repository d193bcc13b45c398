import { join } from 'node:path';
import { RECORDING_FILES, RECORDING_VERSION } from '@walkout/contracts';
import type { EpochMs } from '@walkout/contracts';
import { createRecordingWriter } from '../format/recording-writer.ts';
import { createScene, renderFrame } from '../renderer/index.ts';
import type { Camera } from '../renderer/index.ts';
import { createFrameContents } from '../simulator/frame-contents.ts';
import { sceneryOf } from '../simulator/scenery.ts';
import { FRAMES_PER_SECOND, OPENING, simulate } from '../simulator/simulate.ts';
import type { Moment, Simulation } from '../simulator/simulate.ts';
import { createVideoWriter } from './video-writer.ts';

export interface RecordOptions {
  readonly out: string;
  /** Called after each second of the recording. */
  readonly onSecond?: (second: number) => void;
}

/**
 * Runs a simulated store and records it as a real one would be: what scales and gates say, and a video a calibrated camera.
 * The same simulation gives the same bytes.
 *
 * @throws WalkoutError FOLDER_TAKEN, FFMPEG_FAILED
 */
export async function recordSimulation(simulation: Simulation, { out, onSecond }: RecordOptions): Promise<void> {
  const { layout } = simulation;
  const writer = await createRecordingWriter(out, layout);
  const scene = createScene(sceneryOf(layout));
  const contentsOf = createFrameContents(layout);
  const cameras = layout.cameras.filter((camera): camera is Camera => camera.calibration !== undefined);
  const videos = cameras.map(({ id, imageSize }) =>
    createVideoWriter(join(out, RECORDING_FILES.video(id)), { ...imageSize, framesPerSecond: FRAMES_PER_SECOND }));
  let frames = 0;
  let endedAt: EpochMs = OPENING;

  const film = async ({ frame, world }: Moment) => {
    if (frame === undefined) return;
    const contents = contentsOf(world, frame.posed);
    await Promise.all(cameras.map((camera, index) => videos[index]!.write(renderFrame(scene, camera, contents).rgb)));
    frames = frame.index + 1;
    if (frames % FRAMES_PER_SECOND === 0) onSecond?.(frames / FRAMES_PER_SECOND);
  };
  const log = async ({ at, messages, frame, events, receipts }: Moment) => {
    for (const message of messages) await writer.write(message.name, message.id, message.body as never, message.at);
    if (frame !== undefined) await writer.writeTruth('people', frame.people, at);
    for (const event of events) await writer.writeTruth('events', event, at);
    for (const receipt of receipts) await writer.writeTruth('receipts', receipt, at);
  };

  for (const moment of simulate(simulation)) {
    await log(moment);
    await film(moment);
    endedAt = moment.at;
  }
  await Promise.all(videos.map((video) => video.close()));
  await writer.close({
    version: RECORDING_VERSION,
    store: layout.store,
    startedAt: OPENING,
    endedAt,
    cameras: cameras.map(({ id }) => ({ camera: id, framesPerSecond: FRAMES_PER_SECOND, frames, startedAt: OPENING })),
  });
}
