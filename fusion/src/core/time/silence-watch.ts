import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** Cameras and scales speak ten times a second, gates once; silence must be known within three seconds, on a slow machine as well. */
const SILENT_AFTER: Milliseconds = 1_500;
const GATE_SILENT_AFTER: Milliseconds = 2_000;
const silentAfter = (source: string): Milliseconds => (source.startsWith('gate/') ? GATE_SILENT_AFTER : SILENT_AFTER);

/** Knows which sensors have said nothing for a while, whatever their status says: a process may hang, a cable be pulled. */
export interface SilenceWatch {
  heard(source: string, now: EpochMs): void;
  /** In the order of the sources. */
  silent(now: EpochMs): string[];
}

/** @param since from when on they are expected to speak */
export function createSilenceWatch(sources: readonly string[], since: EpochMs): SilenceWatch {
  const heardAt = new Map(sources.map((source) => [source, since]));
  return {
    heard(source, now) {
      if (heardAt.has(source)) heardAt.set(source, now);
    },
    silent: (now) => [...heardAt].filter(([source, at]) => now - at > silentAfter(source)).map(([source]) => source),
  };
}
