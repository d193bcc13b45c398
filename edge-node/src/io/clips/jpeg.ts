import type { Picture } from '../../core/frame.ts';
import { openCv } from '../open-cv.ts';

/** A picture as a JPEG file. @param quality 10 to 100 */
export async function encodeJpeg({ width, height, pixels }: Picture, quality: number): Promise<Buffer> {
  const { Mat, CV_8UC3, imencodeAsync, IMWRITE_JPEG_QUALITY } = openCv();
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return imencodeAsync('.jpg', new Mat(bytes, height, width, CV_8UC3), [IMWRITE_JPEG_QUALITY, quality]);
}

export async function decodeJpeg(file: Buffer): Promise<Picture> {
  const picture = await openCv().imdecodeAsync(file);
  return { width: picture.cols, height: picture.rows, pixels: picture.getData() };
}
