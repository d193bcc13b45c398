import { join } from 'node:path';
import { RECORDING_FILES, RECORDING_VERSION } from '@walkout/contracts';
import type { EpochMs, RecordingInfo } from '@walkout/contracts';
import { createRecordingWriter } from '../format/recording-writer.ts';
import type { RecordingWriter } from '../format/recording-writer.ts';
import { createScene, renderFrame } from '../renderer/index.ts';
import type { Camera } from '../renderer/index.ts';
import { createCameraFeed } from '../simulator/camera/camera-feed.ts';
import { createFrameContents } from '../simulator/frame-contents.ts';
import { sceneryOf } from '../simulator/scenery.ts';
import { FRAMES_PER_SECOND, OPENING, simulate } from '../simulator/simulate.ts';
import type { Moment, Simulation } from '../simulator/simulate.ts';
import { createVideoWriter } from './video-writer.ts';

export interface RecordOptions {
  readonly out: string;
  /** `videos`, or `tracks`: joints as a pose net would report them, a hundred times faster. */
  readonly cameras: 'videos' | 'tracks';
  /** Called after each second of the recording. */
  readonly onSecond?: (second: number) => void;
}

/** What becomes of the frames: pictures in files, or joints in the log. */
interface Film {
  take(frame: NonNullable<Moment['frame']>, moment: Moment): Promise<void>;
  close(): Promise<void>;
  /** As the recording tells of its videos. */
  readonly cameras: readonly string[];
}

function filmVideos({ layout }: Simulation, out: string): Film {
  const scene = createScene(sceneryOf(layout));
  const contentsOf = createFrameContents(layout);
  const cameras = layout.cameras.filter((camera): camera is Camera => camera.calibration !== undefined);
  const videos = cameras.map(({ id, imageSize }) =>
    createVideoWriter(join(out, RECORDING_FILES.video(id)), { ...imageSize, framesPerSecond: FRAMES_PER_SECOND }));
  return {
    cameras: cameras.map(({ id }) => id),
    async take({ posed }, { world }) {
      const contents = contentsOf(world, posed);
      for (const [index, camera] of cameras.entries()) await videos[index]!.write(renderFrame(scene, camera, contents).rgb);
    },
    async close() {
      await Promise.all(videos.map((video) => video.close()));
    },
  };
}

function filmTracks({ layout, seed }: Simulation, writer: RecordingWriter): Film {
  const feed = createCameraFeed(layout, seed);
  return {
    cameras: [],
    async take({ index, posed }, { at }) {
      for (const { name, id, body } of feed(index, at, posed)) await writer.write(name, id, body, at);
    },
    close: async () => {},
  };
}

async function log(writer: RecordingWriter, { at, messages, frame, events, receipts }: Moment): Promise<void> {
  for (const message of messages) {
    // Apart, so that each name goes with its body.
    if (message.name === 'shelfWeights') await writer.write(message.name, message.id, message.body, at);
    else await writer.write(message.name, message.id, message.body, at);
  }
  if (frame !== undefined) await writer.writeTruth('people', frame.people, at);
  for (const event of events) await writer.writeTruth('events', event, at);
  for (const receipt of receipts) await writer.writeTruth('receipts', receipt, at);
}

/**
 * Runs a simulated store and records it as a real one would be: what scales and gates say, what the cameras see, and the
 * truth. The same simulation gives the same bytes.
 *
 * @throws WalkoutError FOLDER_TAKEN, FFMPEG_FAILED
 */
export async function recordSimulation(simulation: Simulation, { out, cameras, onSecond }: RecordOptions): Promise<RecordingInfo> {
  const writer = await createRecordingWriter(out, simulation.layout);
  const film = cameras === 'videos' ? filmVideos(simulation, out) : filmTracks(simulation, writer);
  let frames = 0;
  let endedAt: EpochMs = OPENING;
  for (const moment of simulate(simulation)) {
    await log(writer, moment);
    if (moment.frame !== undefined) {
      await film.take(moment.frame, moment);
      frames++;
      if (frames % FRAMES_PER_SECOND === 0) onSecond?.(frames / FRAMES_PER_SECOND);
    }
    endedAt = moment.at;
  }
  await film.close();
  const info: RecordingInfo = {
    version: RECORDING_VERSION,
    store: simulation.layout.store,
    startedAt: OPENING,
    endedAt,
    cameras: film.cameras.map((camera) => ({ camera, framesPerSecond: FRAMES_PER_SECOND, frames, startedAt: OPENING })),
  };
  await writer.close(info);
  return info;
}
