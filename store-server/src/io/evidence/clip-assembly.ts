import type { ClipFrame, ClipPart } from '@walkout/contracts';
import type { ClipFrameView } from '../../core/evidence/views.ts';

/** Clips that arrive at once; whoever sends more never ends one. */
const MOST_AT_ONCE = 64;
const MOST_BYTES = 32 * 1024 * 1024;

export interface AssembledClip {
  readonly frames: readonly ClipFrameView[];
  readonly pictures: Buffer;
}

function join(frames: readonly ClipFrame[]): AssembledClip {
  const jpegs = frames.map(({ jpeg }) => Buffer.from(jpeg, 'base64'));
  let offset = 0;
  const index = frames.map(({ at, keypoints }, i): ClipFrameView => {
    const { length } = jpegs[i]!;
    const frame = { at, offset, length, ...(keypoints === undefined ? {} : { keypoints }) };
    offset += length;
    return frame;
  });
  return { frames: index, pictures: Buffer.concat(jpegs) };
}

/** Puts the parts of clips together. A clip with a part missing or too large is dropped: it is asked for again. */
export function createClipAssembly() {
  const open = new Map<string, { next: number; bytes: number; frames: ClipFrame[] }>();
  return {
    /** @returns the clip when this was its last part */
    add({ request, part, last, frames }: ClipPart): AssembledClip | undefined {
      const clip = part === 0 ? { next: 0, bytes: 0, frames: [] } : open.get(request);
      if (clip === undefined || clip.next !== part) return void open.delete(request);
      clip.next++;
      clip.bytes += frames.reduce((sum, { jpeg }) => sum + jpeg.length, 0);
      if (clip.bytes > MOST_BYTES) return void open.delete(request);
      clip.frames.push(...frames);
      open.set(request, clip);
      if (open.size > MOST_AT_ONCE) open.delete(open.keys().next().value!);
      if (!last) return undefined;
      open.delete(request);
      return join(clip.frames);
    },
  };
}
