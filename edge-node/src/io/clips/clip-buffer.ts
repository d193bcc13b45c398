import type { CameraTracks, EpochMs } from '@walkout/contracts';
import type { TrackedFrame } from '../../core/clips/find-subject.ts';
import type { Frame } from '../../core/frame.ts';
import { encodeJpeg } from './jpeg.ts';

/** A frame that is still there, with who was seen in it. */
export interface KeptFrame extends TrackedFrame {
  readonly jpeg: Buffer;
}

export interface ClipBufferOptions {
  readonly megabytes: number;
  readonly framesPerSecond: number;
  readonly quality: number;
}

/** Pictures of an empty store are nobody's evidence: kept only this long after somebody was seen. */
const KEPT_AFTER_PEOPLE_MS = 1_000;
/** A camera's clock is not exact: a frame this much early is still the next one. Share of the interval. */
const EARLY = 0.1;

/** The latest pictures of a camera, in memory only and never more than so many bytes; their time is that of their capture. */
export interface ClipBuffer {
  /** Takes a frame if its turn has come. Its pixels are not used afterwards. */
  offer(frame: Frame): Promise<void>;
  /** What was seen in a frame that was offered. */
  note(seen: TrackedFrame): void;
  between(from: EpochMs, to: EpochMs): readonly KeptFrame[];
  readonly bytes: number;
}

/** @param options how much is kept; the oldest goes first */
export function createClipBuffer({ megabytes, framesPerSecond, quality }: ClipBufferOptions): ClipBuffer {
  const most = megabytes * 1024 * 1024;
  const stepMs = ((1 - EARLY) * 1000) / framesPerSecond;
  let kept: KeptFrame[] = [];
  /** Encoded, and not read by the networks yet. */
  const waiting = new Map<EpochMs, Buffer>();
  let bytes = 0;
  let lastOfferedAt = -Infinity;
  let lastPeopleAt = -Infinity;

  function dropOldest(): void {
    let gone = 0;
    while (bytes > most && gone < kept.length) bytes -= kept[gone++]!.jpeg.length;
    if (gone > 0) kept = kept.slice(gone);
  }

  return {
    async offer(frame) {
      if (frame.capturedAt - lastOfferedAt < stepMs) return;
      lastOfferedAt = frame.capturedAt;
      waiting.set(frame.capturedAt, await encodeJpeg(frame, quality));
    },
    note({ capturedAt, tracks }: Pick<CameraTracks, 'capturedAt' | 'tracks'>) {
      if (tracks.length > 0) lastPeopleAt = capturedAt;
      const jpeg = waiting.get(capturedAt);
      if (jpeg === undefined) return;
      waiting.delete(capturedAt);
      if (capturedAt - lastPeopleAt > KEPT_AFTER_PEOPLE_MS) return;
      kept.push({ capturedAt, tracks, jpeg });
      bytes += jpeg.length;
      dropOldest();
    },
    between: (from, to) => kept.filter(({ capturedAt }) => capturedAt >= from && capturedAt <= to),
    get bytes() {
      return bytes;
    },
  };
}
