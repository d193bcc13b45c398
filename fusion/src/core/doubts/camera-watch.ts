import type { CameraTracks, EpochMs, Milliseconds } from '@walkout/contracts';

/** Knows when cameras could not be relied on: they missed frames, or said one same thing again and again. */
export interface CameraWatch {
  /** A frame that was taken in, in order of time. */
  observe(camera: string, frame: CameraTracks): void;
  /** Since when some camera has been in trouble, up to a little after it was; `undefined`: all are well, or away for good. */
  troubledSince(at: EpochMs): EpochMs | undefined;
}

/** Less than this between two frames is a hiccup: people go half a step. */
const GAP: Milliseconds = 400;
/** So many frames alike, to the tenth of a pixel, with somebody in them, are no camera's view of people. */
const FROZEN_FRAMES = 4;
/** What was lost in the trouble is found again, or taken for somebody else, within this time. */
const AFTERWARDS: Milliseconds = 3_000;
/** A camera that stays away is missed for so long; from then on the store has one camera less, and people are followed by the others. */
const MISSED: Milliseconds = 12_000;

interface CameraState {
  heardAt: EpochMs;
  /** Of the last frame. */
  tracks: CameraTracks['tracks'];
  /** Frames in a row that showed the same, and since when. */
  alike: number;
  alikeSince: EpochMs;
  /** The last trouble that is over. */
  from: EpochMs;
  until: EpochMs;
}

/** Whether two frames show the same people at the same places; two numbers of each tell nearly all apart. */
function isAlike(a: CameraTracks['tracks'], b: CameraTracks['tracks']): boolean {
  if (a.length === 0 || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [a[index]!, b[index]!];
    if (one.box[0] !== other.box[0] || one.box[1] !== other.box[1]) return false;
    if (one.box[2] !== other.box[2] || one.box[3] !== other.box[3]) return false;
    if (JSON.stringify(one.keypoints) !== JSON.stringify(other.keypoints)) return false;
  }
  return true;
}

/** Cameras are known from their first frame on: one that was never there is missed by nobody. */
export function createCameraWatch(): CameraWatch {
  const cameras = new Map<string, CameraState>();

  /** A trouble that began while the one before was hardly over is the same. */
  function note(state: CameraState, from: EpochMs, until: EpochMs): void {
    if (from > state.until + AFTERWARDS) state.from = from;
    state.until = until;
  }

  function sinceOf(state: CameraState, at: EpochMs): EpochMs | undefined {
    if (at - state.heardAt > MISSED) return undefined;
    if (at - state.heardAt > GAP) return state.heardAt > state.until + AFTERWARDS ? state.heardAt : state.from;
    return at <= state.until + AFTERWARDS ? state.from : undefined;
  }

  return {
    observe(camera, { capturedAt, tracks }) {
      const state = cameras.get(camera);
      if (state === undefined) {
        cameras.set(camera, { heardAt: capturedAt, tracks, alike: 1, alikeSince: capturedAt, from: -Infinity, until: -Infinity });
        return;
      }
      // One that was away for long brings its own trouble back with it, and none of before.
      if (capturedAt - state.heardAt > GAP) note(state, capturedAt - state.heardAt > MISSED ? capturedAt : state.heardAt, capturedAt);
      if (isAlike(tracks, state.tracks)) state.alike++;
      else [state.alike, state.alikeSince] = [1, capturedAt];
      if (state.alike >= FROZEN_FRAMES) note(state, state.alikeSince, capturedAt);
      [state.heardAt, state.tracks] = [capturedAt, tracks];
    },
    troubledSince(at) {
      let since: EpochMs | undefined;
      for (const state of cameras.values()) {
        const own = sinceOf(state, at);
        if (own !== undefined && (since === undefined || own < since)) since = own;
      }
      return since;
    },
  };
}
