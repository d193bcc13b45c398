import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const BOX_HEADER_BYTES = 16;

/**
 * What is wrong with an MP4 file, told from its outermost boxes; `undefined` when it is whole. A file that was cut off
 * ends within a box or lacks the index (`moov`), which most writers put last.
 *
 * @source ISO/IEC 14496-12, section 4.2 (boxes)
 */
export function videoDamage(file: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return 'is missing';
  }
  try {
    const { size } = fstatSync(descriptor);
    const kinds: string[] = [];
    const header = Buffer.alloc(BOX_HEADER_BYTES);
    for (let offset = 0; offset < size; ) {
      if (readSync(descriptor, header, 0, BOX_HEADER_BYTES, offset) < 8) return 'is cut off';
      kinds.push(header.toString('latin1', 4, 8));
      const short = header.readUInt32BE(0);
      const bytes = short === 1 ? Number(header.readBigUInt64BE(8)) : short === 0 ? size - offset : short;
      if (bytes < 8 || offset + bytes > size) return 'is cut off';
      offset += bytes;
    }
    return kinds.includes('ftyp') && kinds.includes('moov') ? undefined : 'is cut off or no MP4 file';
  } finally {
    closeSync(descriptor);
  }
}
