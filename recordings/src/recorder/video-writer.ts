import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { recordingsError } from '../errors.ts';

export interface VideoFormat {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** An H.264 video that grows frame by frame. */
export interface VideoWriter {
  /** One picture, three bytes a pixel (red, green, blue); resolves when the encoder has taken it. */
  write(rgb: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Good enough that the networks see no difference, small enough for a repository. */
const QUALITY = '25';

/** One thread and nothing but the pictures in the file, so that the same pictures give the same bytes. */
const encoding = ({ width, height, framesPerSecond }: VideoFormat, file: string): string[] => [
  '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', String(framesPerSecond), '-i', 'pipe:0',
  '-an', '-c:v', 'libx264', '-preset', 'medium', '-crf', QUALITY, '-pix_fmt', 'yuv420p', '-g', String(framesPerSecond * 5), '-threads', '1',
  '-bsf:v', 'filter_units=remove_types=6', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-movflags', '+faststart', file,
];

/** Starts ffmpeg on a file. @throws WalkoutError FFMPEG_FAILED from write or close */
export function createVideoWriter(file: string, format: VideoFormat): VideoWriter {
  const ffmpeg = spawn('ffmpeg', encoding(format, file), { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  ffmpeg.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const ended = new Promise<void>((resolve, reject) => {
    const fail = (reason: string) => reject(recordingsError('FFMPEG_FAILED', `${file}: ${reason}`));
    ffmpeg.on('error', (cause) => fail(cause.message));
    ffmpeg.on('close', (status) => (status === 0 ? resolve() : fail(complaint.trim().split('\n')[0] || `exit status ${status}`)));
  });
  // Said again by whoever writes or closes next.
  ended.catch(() => {});
  ffmpeg.stdin.on('error', () => {});
  return {
    async write(rgb) {
      if (!ffmpeg.stdin.write(rgb)) await Promise.race([once(ffmpeg.stdin, 'drain'), ended]);
    },
    async close() {
      ffmpeg.stdin.end();
      await ended;
    },
  };
}
