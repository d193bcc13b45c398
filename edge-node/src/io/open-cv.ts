import { createRequire } from 'node:module';

/** The little of opencv4nodejs that is used here. */
export interface Mat {
  readonly rows: number;
  readonly cols: number;
  readonly empty: boolean;
  /** Bytes blue, green, red of a colour picture. */
  getData(): Buffer;
}
export interface VideoCapture {
  get(property: number): number;
  set(property: number, value: number): boolean;
  readAsync(): Promise<Mat>;
  release(): void;
}
export interface OpenCv {
  readonly Mat: new (pixels: Buffer, rows: number, cols: number, type: number) => Mat;
  readonly CV_8UC3: number;
  readonly IMWRITE_JPEG_QUALITY: number;
  imencodeAsync(extension: '.jpg', picture: Mat, flags: readonly number[]): Promise<Buffer>;
  imdecodeAsync(file: Buffer): Promise<Mat>;
  readonly VideoCapture: new (source: string | number, backend?: number) => VideoCapture;
  readonly CAP_FFMPEG: number;
  readonly CAP_PROP_FRAME_COUNT: number;
  readonly CAP_PROP_FRAME_WIDTH: number;
  readonly CAP_PROP_FRAME_HEIGHT: number;
  readonly CAP_PROP_FPS: number;
  setNumThreads(count: number): void;
}

let loaded: OpenCv | undefined;

/** OpenCV, loaded at first use: quiet, without building itself, and on one thread, since every camera has a process of its own. */
export function openCv(): OpenCv {
  if (loaded !== undefined) return loaded;
  process.env['OPENCV4NODEJS_DISABLE_AUTOBUILD'] = '1';
  process.env['OPENCV_LOG_LEVEL'] ??= 'FATAL';
  // Options of FFmpeg: a decoder thread more only waits for cores; a silent RTSP server is given up after 5 s (in microseconds).
  process.env['OPENCV_FFMPEG_CAPTURE_OPTIONS'] ??= 'rtsp_flags;prefer_tcp|timeout;5000000|threads;1';
  process.env['OPENCV_FFMPEG_LOGLEVEL'] ??= '-8';
  const require = createRequire(import.meta.url);
  const build = createRequire(require.resolve('opencv4nodejs'))('@u4/opencv-build') as { Log: { silence: boolean } };
  build.Log.silence = true;
  loaded = require('opencv4nodejs') as OpenCv;
  loaded.setNumThreads(1);
  return loaded;
}
