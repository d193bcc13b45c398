import type { EpochMs, Milliseconds } from '@walkout/contracts';

export interface ReorderOptions {
  /** How far a source may lag behind the clock given to `deadline` before nobody waits for it any longer. */
  readonly patienceMs: Milliseconds;
  /** Whether what a source says too late must come out all the same: true of weights and gates. */
  readonly isLossless: (source: string) => boolean;
}

/** An item in its turn. */
export interface Released<T> {
  readonly source: string;
  readonly at: EpochMs;
  readonly item: T;
  /** It came after its turn, behind items of later times. */
  readonly late: boolean;
}

/**
 * What became of an item: `queued`; `late`, after its turn (released at once where lossless, else dropped);
 * `duplicate`, not later than the source's last word, dropped; `unknown`, of a source that is not expected, dropped.
 */
export type Verdict = 'queued' | 'late' | 'duplicate' | 'unknown';

/** Puts items of several sources in time order; see {@link createReorderBuffer}. */
export interface ReorderBuffer<T> {
  /** Takes an item; it is also the source's watermark. Times of one source rise. */
  push(source: string, at: EpochMs, item: T): Verdict;
  /** The source has spoken up to and including `at`. */
  watermark(source: string, at: EpochMs): void;
  /** The source will not speak again. */
  end(source: string): void;
  /** Live only: it is `now` by the clock that the sensors share; who lags by more than the patience is not waited for. */
  deadline(now: EpochMs): void;
  /** All items whose turn has come, ordered by time, then source, then arrival. */
  pop(): Released<T>[];
  /** All before and at this moment is out; -Infinity before every source has spoken. */
  horizon(): EpochMs;
  /** How many items met each verdict. */
  counts(): Readonly<Record<Verdict, number>>;
}

interface Source<T> {
  readonly name: string;
  readonly queue: Released<T>[];
  spokenUpTo: EpochMs;
  ended: boolean;
}

/**
 * Puts items of several sources in time order by watermarks: an item comes out once every source that has not ended has
 * spoken up to its time. The order that comes out does not depend on how the sources interleave, only deadlines do.
 *
 * @param sources who will speak; their order here decides between items of one moment
 * @source        Akidau et al., "The Dataflow Model", VLDB 2015, section 2.3, watermarks
 */
export function createReorderBuffer<T>(sources: readonly string[], options: ReorderOptions): ReorderBuffer<T> {
  const lanes: Source<T>[] = sources.map((name) => ({ name, queue: [], spokenUpTo: -Infinity, ended: false }));
  const byName = new Map(lanes.map((lane) => [lane.name, lane]));
  const counts: Record<Verdict, number> = { queued: 0, late: 0, duplicate: 0, unknown: 0 };
  let lateItems: Released<T>[] = [];
  let deadlineAt: EpochMs = -Infinity;
  let releasedUpTo: EpochMs = -Infinity;

  const accept = (source: string, at: EpochMs, item: T): Verdict => {
    const lane = byName.get(source);
    if (lane === undefined || !Number.isFinite(at)) return 'unknown';
    if (at <= lane.spokenUpTo) return 'duplicate';
    lane.spokenUpTo = at;
    lane.ended = false;
    if (at > releasedUpTo) {
      lane.queue.push({ source, at, item, late: false });
      return 'queued';
    }
    if (options.isLossless(source)) lateItems.push({ source, at, item, late: true });
    return 'late';
  };

  const settledUpTo = (): EpochMs => {
    const speaking = lanes.filter((lane) => !lane.ended).map((lane) => Math.max(lane.spokenUpTo, deadlineAt));
    // When nobody will speak again all that was said is due, and not a moment more, for somebody may come back.
    const settled = speaking.length > 0 ? Math.min(...speaking) : Math.max(...lanes.map((lane) => lane.spokenUpTo));
    return Math.max(settled, releasedUpTo);
  };

  return {
    push(source, at, item) {
      const verdict = accept(source, at, item);
      counts[verdict]++;
      return verdict;
    },
    watermark(source, at) {
      const lane = byName.get(source);
      if (lane !== undefined && at > lane.spokenUpTo) lane.spokenUpTo = at;
    },
    end(source) {
      const lane = byName.get(source);
      if (lane !== undefined) lane.ended = true;
    },
    deadline(now) {
      deadlineAt = Math.max(deadlineAt, now - options.patienceMs);
    },
    pop() {
      releasedUpTo = settledUpTo();
      const due = lanes.flatMap((lane) => {
        const stay = lane.queue.findIndex((entry) => entry.at > releasedUpTo);
        return lane.queue.splice(0, stay === -1 ? lane.queue.length : stay);
      });
      const late = lateItems;
      lateItems = [];
      // Sorting is stable: items of one moment stay in the order of their sources.
      return [...late, ...due.sort((a, b) => a.at - b.at)];
    },
    horizon: () => releasedUpTo,
    counts: () => ({ ...counts }),
  };
}
