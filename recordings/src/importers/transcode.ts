import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import Type from 'typebox';
import { parserOf } from '@walkout/contracts';
import { recordingsError } from '../errors.ts';

const run = promisify(execFile);

export interface VideoFacts {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: number;
}

const Probe = Type.Object({
  streams: Type.Tuple([
    Type.Object({
      width: Type.Integer({ minimum: 16 }),
      height: Type.Integer({ minimum: 16 }),
      r_frame_rate: Type.String({ pattern: '^[1-9]\\d*/[1-9]\\d*$' }),
      nb_read_packets: Type.String({ pattern: '^[1-9]\\d*$' }),
    }),
  ]),
});
const parseProbe = parserOf(Probe, 'RECORDING_DAMAGED');

/** Size, rate and number of frames of a video. @throws WalkoutError VIDEO_UNREADABLE */
export async function videoFacts(file: string): Promise<VideoFacts> {
  try {
    const entries = 'stream=width,height,r_frame_rate,nb_read_packets';
    const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-count_packets', '-show_entries', entries, '-of', 'json', file]);
    const { streams: [stream] } = parseProbe(JSON.parse(stdout), file);
    const [frames = NaN, seconds = NaN] = stream.r_frame_rate.split('/').map(Number);
    return { width: stream.width, height: stream.height, framesPerSecond: frames / seconds, frames: Number(stream.nb_read_packets) };
  } catch (cause) {
    throw recordingsError('VIDEO_UNREADABLE', `${file} (${(cause as Error).message.trim().split('\n').at(-1)})`);
  }
}

/** Writes a video again as H.264 in MP4, frame by frame, without sound. @throws WalkoutError FFMPEG_FAILED */
export async function transcode(from: string, to: string): Promise<void> {
  const encoder = ['-c:v', 'libx264', '-preset', 'fast', '-crf', '20', '-pix_fmt', 'yuv420p', '-threads', '1'];
  const plain = ['-an', '-map_metadata', '-1', '-fps_mode', 'passthrough', '-bitexact'];
  try {
    await run('ffmpeg', ['-v', 'error', '-y', '-i', from, ...encoder, ...plain, to]);
  } catch (cause) {
    throw recordingsError('FFMPEG_FAILED', `${to} (${(cause as Error).message.trim().split('\n').at(-1)})`);
  }
}
