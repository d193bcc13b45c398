import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** The time by which fusion stops waiting for silent sensors. */
export interface LiveClock {
  /** A sensor has spoken of this moment just now. */
  heard(at: EpochMs, now: EpochMs): void;
  /** The broker has been found, again or for the first time; sensors will find it soon. */
  connected(now: EpochMs): void;
  lost(): void;
  /** What the time is, to be asked every {@link TICK}; `undefined` while nobody can be blamed for silence. */
  tick(now: EpochMs): EpochMs | undefined;
}

export const TICK: Milliseconds = 50;
/** Sensors try a broker that came back this often, and then have to send what they kept. */
const GRACE: Milliseconds = 2_000;
/** A process that was held up for a while reads what waits for it before it blames anybody. */
const FASTEST = 2;

/**
 * Wall time would be wrong for this: after an outage what sensors have said waits at the broker, and none of it is late. So
 * the clock stands at the newest word that was heard and runs on from there, never ahead of wall time, and never so fast that
 * a backlog looks like silence.
 */
export function createLiveClock(): LiveClock {
  let newest: { readonly at: EpochMs; readonly heardAt: EpochMs } | undefined;
  let readyAt = Infinity;
  let time: EpochMs | undefined;
  return {
    heard(at, now) {
      if (newest === undefined || at > newest.at + (now - newest.heardAt)) newest = { at: Math.min(at, now), heardAt: now };
    },
    connected: (now) => void (readyAt = now + GRACE),
    lost: () => void (readyAt = Infinity),
    tick(now) {
      if (newest === undefined || now < readyAt) return undefined;
      const target = Math.min(now, newest.at + (now - newest.heardAt));
      time = time === undefined ? target : Math.max(time, Math.min(target, time + FASTEST * TICK));
      return time;
    },
  };
}
