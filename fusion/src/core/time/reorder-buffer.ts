import type { EpochMs, Milliseconds } from '@walkout/contracts';

export interface ReorderOptions {
  /** How far a source may lag behind the clock given to `deadline` before nobody waits for it any longer. */
  readonly patienceMs: (source: string) => Milliseconds;
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
  readonly patience: Milliseconds;
  /** Place among the sources. */
  readonly rank: number;
  /** Items in order of time; those before `head` are out. */
  queue: Released<T>[];
  head: number;
  spokenUpTo: EpochMs;
  ended: boolean;
}

/** Items that are out are dropped from a queue when so many have gathered at its head. */
const TRIM_AFTER = 64;

/**
 * Puts items of several sources in time order by watermarks: an item comes out once every source that has not ended has
 * spoken up to its time. The order that comes out does not depend on how the sources interleave, only deadlines do.
 *
 * @param sources who will speak; their order here decides between items of one moment
 * @source        Akidau et al., "The Dataflow Model", VLDB 2015, section 2.3, watermarks
 */
export function createReorderBuffer<T>(sources: readonly string[], options: ReorderOptions): ReorderBuffer<T> {
  const lanes = sources.map((name, rank): Source<T> => ({ name, patience: options.patienceMs(name), rank, queue: [], head: 0, spokenUpTo: -Infinity, ended: false }));
  const byName = new Map(lanes.map((lane) => [lane.name, lane]));
  const counts: Record<Verdict, number> = { queued: 0, late: 0, duplicate: 0, unknown: 0 };
  let lateItems: Released<T>[] = [];
  /** Sources with items that wait. */
  const waiting = new Set<Source<T>>();
  let clock: EpochMs = -Infinity;
  /** Who held everybody up when last looked: while that one is silent nothing new can come out. */
  let slowest: Source<T> | undefined;
  let releasedUpTo: EpochMs = -Infinity;

  const accept = (source: string, at: EpochMs, item: T): Verdict => {
    const lane = byName.get(source);
    if (lane === undefined || !Number.isFinite(at)) return 'unknown';
    if (at <= lane.spokenUpTo) return 'duplicate';
    lane.spokenUpTo = at;
    lane.ended = false;
    if (at > releasedUpTo) {
      lane.queue.push({ source, at, item, late: false });
      waiting.add(lane);
      return 'queued';
    }
    if (options.isLossless(source)) lateItems.push({ source, at, item, late: true });
    return 'late';
  };

  const spoken = (lane: Source<T>): EpochMs => Math.max(lane.spokenUpTo, clock - lane.patience);

  function settledUpTo(): EpochMs {
    if (slowest !== undefined && !slowest.ended && spoken(slowest) <= releasedUpTo) return releasedUpTo;
    slowest = undefined;
    let latest = -Infinity;
    let settled = Infinity;
    for (const lane of lanes) {
      latest = Math.max(latest, lane.spokenUpTo);
      if (lane.ended || spoken(lane) >= settled) continue;
      slowest = lane;
      settled = spoken(lane);
    }
    // When nobody will speak again all that was said is due, and not a moment more, for somebody may come back.
    return Math.max(releasedUpTo, slowest === undefined ? latest : settled);
  }

  /** What is due of one source. */
  function take(lane: Source<T>, due: { entry: Released<T>; rank: number }[]): void {
    while (lane.head < lane.queue.length && lane.queue[lane.head]!.at <= releasedUpTo) due.push({ entry: lane.queue[lane.head++]!, rank: lane.rank });
    if (lane.head === lane.queue.length) waiting.delete(lane);
    if (lane.head < TRIM_AFTER && lane.head < lane.queue.length) return;
    lane.queue = lane.queue.slice(lane.head);
    lane.head = 0;
  }

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
      clock = Math.max(clock, now);
    },
    pop() {
      const before = releasedUpTo;
      releasedUpTo = settledUpTo();
      const late = lateItems;
      if (late.length > 0) lateItems = [];
      if (releasedUpTo === before) return late;
      const due: { entry: Released<T>; rank: number }[] = [];
      for (const lane of waiting) take(lane, due);
      due.sort((a, b) => a.entry.at - b.entry.at || a.rank - b.rank);
      return [...late, ...due.map(({ entry }) => entry)];
    },
    horizon: () => releasedUpTo,
    counts: () => ({ ...counts }),
  };
}
