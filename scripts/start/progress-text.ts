import type { Milliseconds } from '@walkout/contracts';

/** How far a run is. */
export interface Progress {
  /** Of the recording, all of it decided. */
  readonly played: Milliseconds;
  /** The recording's whole length. */
  readonly length: Milliseconds;
  readonly peopleInStore: number;
  /** Frames all cameras have sent so far. */
  readonly frames: number;
  /** Real time since the first frame. */
  readonly took: Milliseconds;
}

/** Minutes and seconds: `1:05`. */
export function clockText(duration: Milliseconds): string {
  const seconds = Math.max(0, Math.floor(duration / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** One line: how far, who is there, how fast. */
export function progressText({ played, length, peopleInStore, frames, took }: Progress): string {
  const people = peopleInStore === 1 ? '1 person' : `${peopleInStore} people`;
  const speed = took > 0 ? `, ${(frames / (took / 1000)).toFixed(0)} frames/s, ${(played / took).toFixed(1)}× real time` : '';
  return `${clockText(played)} of ${clockText(length)}, ${people} in the store${speed}`;
}
