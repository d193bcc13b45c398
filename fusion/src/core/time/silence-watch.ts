import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** Cameras and scales speak ten times a second, gates once; silence must be known within three seconds, on a slow machine as well. */
const SILENT_AFTER: Milliseconds = 1_500;
const GATE_SILENT_AFTER: Milliseconds = 2_000;
/** Who asks this much later than the last time did not listen meanwhile: held up, cut off from the broker, without room on the disk. */
const DEAF_AFTER: Milliseconds = 500;
const silentAfter = (source: string): Milliseconds => (source.startsWith('gate/') ? GATE_SILENT_AFTER : SILENT_AFTER);

/**
 * Knows which sensors have said nothing for a while, whatever their status says: a process may hang, a cable be pulled. Only the
 * time counts in which somebody listened, which is who asks every tenth of a second.
 */
export interface SilenceWatch {
  heard(source: string, now: EpochMs): void;
  /** Asked while somebody listens, and then only; in the order of the sources. */
  silent(now: EpochMs): string[];
}

/** @param since from when on they are expected to speak */
export function createSilenceWatch(sources: readonly string[], since: EpochMs): SilenceWatch {
  const heardAt = new Map(sources.map((source) => [source, since]));
  let listenedAt = since;
  return {
    heard(source, now) {
      if (heardAt.has(source)) heardAt.set(source, now);
    },
    silent(now) {
      const deaf = now - listenedAt;
      listenedAt = Math.max(listenedAt, now);
      if (deaf > DEAF_AFTER) for (const [source, at] of heardAt) heardAt.set(source, Math.min(now, at + deaf));
      return [...heardAt].filter(([source, at]) => now - at > silentAfter(source)).map(([source]) => source);
    },
  };
}
