import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { createRing, moveInRing, noteWord, pauseAfter } from './source-ring.ts';
import type { Ring, Source } from './source-ring.ts';

export interface ReorderOptions {
  /** How far a source may lag behind the clock given to `deadline` before nobody waits for it any longer. */
  readonly patienceMs: (source: string) => Milliseconds;
  /**
   * Whether a source speaks at a rate, as a camera does. What it says too late is dropped, for the next word is as good, and live
   * nobody waits for that before it is due. What others say (weights, gates) comes out however late, even when it was overtaken.
   */
  readonly hasRate: (source: string) => boolean;
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
 * What became of an item: `queued`; `late`, after its turn (dropped of a source with a rate, else released at once); `duplicate`, heard
 * already or, of a source with a rate, not later than its last word, dropped; `unknown`, of a source that is not expected,
 * dropped.
 */
export type Verdict = 'queued' | 'late' | 'duplicate' | 'unknown';

/** All that a reorder buffer knows; plain data, without what it has not heard of yet. */
export interface ReorderState<T> {
  readonly sources: readonly {
    readonly source: string;
    readonly spokenUpTo?: EpochMs;
    /** Of its last words, and up to when none is known again. */
    readonly moments?: readonly EpochMs[];
    readonly forgottenUpTo?: EpochMs;
    readonly pauses?: readonly Milliseconds[];
    readonly ended: boolean;
  }[];
  readonly waiting: readonly Pick<Released<T>, 'source' | 'at' | 'item'>[];
  readonly clock?: EpochMs;
  readonly releasedUpTo?: EpochMs;
}

/** Puts items of several sources in time order; see {@link createReorderBuffer}. */
export interface ReorderBuffer<T> {
  /** Takes an item; it is also the source's watermark. Times of one source rise, unless a broker lets one overtake another. */
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
  /** To be asked when all that is due has been popped. */
  state(): ReorderState<T>;
  /** How many items met each verdict. */
  counts(): Readonly<Record<Verdict, number>>;
}

/** An item that waits. */
interface Waiting<T> {
  readonly entry: Released<T>;
  readonly rank: number;
}

/** Whether it comes out after another that came before it. */
const isBehind = (waiting: Waiting<unknown>, other: Waiting<unknown>): boolean =>
  other.entry.at < waiting.entry.at || (other.entry.at === waiting.entry.at && other.rank <= waiting.rank);

/** So many of a source's words are known again, minutes of a scale, a quarter of an hour of a gate … */
const REMEMBERED = 1024;
/** … so many of them also by who goes on from its state. */
const KEPT = 100;

const unlessNever = <Key extends string>(key: Key, at: EpochMs) => (at > -Infinity ? { [key]: at } as { readonly [K in Key]: EpochMs } : {});

function stateOf({ name, spokenUpTo, moments, forgottenUpTo, pauses, ended }: Source): ReorderState<unknown>['sources'][number] {
  const all = [...(moments ?? [])];
  const kept = all.slice(-KEPT);
  const forgotten = Math.max(forgottenUpTo, ...all.slice(0, -KEPT));
  return {
    source: name, ended,
    ...unlessNever('spokenUpTo', spokenUpTo),
    ...(moments === undefined ? {} : { moments: kept }),
    ...unlessNever('forgottenUpTo', forgotten),
    ...(pauses === undefined ? {} : { pauses: [...pauses] }),
  };
}

/** Items that are out are dropped from the queue when so many have gathered at its head. */
const TRIM_AFTER = 1024;

/**
 * Puts items of several sources in time order by watermarks: an item comes out once every source that has not ended has
 * spoken up to its time or, live, is not due to speak before. The order that comes out does not depend on how the sources
 * interleave, unless a deadline or a rate that changes lets a word come too late.
 *
 * @param sources who will speak; their order here decides between items of one moment
 * @param before  what another buffer knew that this one goes on from
 * @source        Akidau et al., "The Dataflow Model", VLDB 2015, section 2.3, watermarks
 */
export function createReorderBuffer<T>(sources: readonly string[], options: ReorderOptions, before?: ReorderState<T>): ReorderBuffer<T> {
  const rings = new Map<Milliseconds, Ring>();
  const ringOf = (patience: Milliseconds): Ring => {
    const ring = rings.get(patience) ?? createRing(patience);
    rings.set(patience, ring);
    return ring;
  };
  let clock = before?.clock ?? -Infinity;
  /** In a replay, without a clock, everybody is waited for. */
  const quietUpTo = (source: Source): EpochMs => source.spokenUpTo + (clock === -Infinity ? 0 : pauseAfter(source));
  const known = new Map(before?.sources.map((state) => [state.source, state]));
  const lanes = sources.map((name, rank): Source => {
    const { spokenUpTo = -Infinity, forgottenUpTo = -Infinity, moments = [], pauses = [], ended = false } = known.get(name) ?? {};
    const lane = {
      name, ring: ringOf(options.patienceMs(name)), rank, spokenUpTo, forgottenUpTo, ended,
      ...(options.hasRate(name) ? { moments: undefined, pauses: [...pauses] } : { moments: new Set(moments), pauses: undefined }),
    } as Source;
    lane.quietUpTo = quietUpTo(lane);
    lane.before = lane.after = lane;
    moveInRing(lane);
    return lane;
  });
  const byName = new Map(lanes.map((lane) => [lane.name, lane]));
  const counts: Record<Verdict, number> = { queued: 0, late: 0, duplicate: 0, unknown: 0 };
  let lateItems: Released<T>[] = [];
  /** In the order in which they will come out; those before `head` are out. */
  let queue: Waiting<T>[] = [];
  let head = 0;
  let latest = Math.max(...lanes.map(({ spokenUpTo }) => spokenUpTo));
  let releasedUpTo = before?.releasedUpTo ?? -Infinity;

  function spoke(lane: Source, at: EpochMs): void {
    noteWord(lane, at);
    lane.quietUpTo = quietUpTo(lane);
    latest = Math.max(latest, at);
    moveInRing(lane);
  }

  /** mosquitto 2.0 may deliver a message after later ones of its sender when a client comes back. */
  function isHeard({ moments, forgottenUpTo, spokenUpTo }: Source, at: EpochMs): boolean {
    return at <= spokenUpTo && (moments === undefined || at <= forgottenUpTo || moments.has(at));
  }

  function remember(lane: Source, at: EpochMs): void {
    if (lane.moments === undefined) return;
    lane.moments.add(at);
    if (lane.moments.size <= REMEMBERED) return;
    const [oldest] = lane.moments;
    lane.moments.delete(oldest!);
    lane.forgottenUpTo = Math.max(lane.forgottenUpTo, oldest!);
  }

  /** Behind all that come out before it, which is mostly the end. */
  function enqueue(waiting: Waiting<T>): void {
    let [low, high] = [head, queue.length];
    if (low === high || isBehind(waiting, queue[high - 1]!)) {
      queue.push(waiting);
      return;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBehind(waiting, queue[middle]!)) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, waiting);
  }

  const accept = (source: string, at: EpochMs, item: T): Verdict => {
    const lane = byName.get(source);
    if (lane === undefined || !Number.isFinite(at)) return 'unknown';
    if (isHeard(lane, at)) return 'duplicate';
    remember(lane, at);
    if (at > lane.spokenUpTo) {
      lane.ended = false;
      spoke(lane, at);
    }
    if (at > releasedUpTo) {
      enqueue({ entry: { source, at, item, late: false }, rank: lane.rank });
      return 'queued';
    }
    if (!options.hasRate(source)) lateItems.push({ source, at, item, late: true });
    return 'late';
  };

  function settledUpTo(): EpochMs {
    let settled = Infinity;
    for (const { patience, end } of rings.values()) {
      if (end.after !== end) settled = Math.min(settled, Math.max(end.after.quietUpTo, clock - patience));
    }
    // When nobody will speak again all that was said is due, and not a moment more, for somebody may come back.
    return Math.max(releasedUpTo, settled === Infinity ? latest : settled);
  }

  for (const { source, at, item } of before?.waiting ?? []) {
    const lane = byName.get(source);
    if (lane !== undefined) enqueue({ entry: { source, at, item, late: false }, rank: lane.rank });
  }

  return {
    push(source, at, item) {
      const verdict = accept(source, at, item);
      counts[verdict]++;
      return verdict;
    },
    watermark(source, at) {
      const lane = byName.get(source);
      if (lane === undefined || at <= lane.spokenUpTo) return;
      lane.forgottenUpTo = at;
      spoke(lane, at);
    },
    end(source) {
      const lane = byName.get(source);
      if (lane === undefined) return;
      lane.ended = true;
      moveInRing(lane);
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
      const due: Released<T>[] = [...late];
      while (head < queue.length && queue[head]!.entry.at <= releasedUpTo) due.push(queue[head++]!.entry);
      if (head === queue.length || head >= TRIM_AFTER) {
        queue = head === queue.length ? [] : queue.slice(head);
        head = 0;
      }
      return due;
    },
    horizon: () => releasedUpTo,
    state: () => ({
      sources: lanes.map(stateOf),
      waiting: queue.slice(head).map(({ entry: { source, at, item } }) => ({ source, at, item })),
      ...unlessNever('clock', clock),
      ...unlessNever('releasedUpTo', releasedUpTo),
    }),
    counts: () => ({ ...counts }),
  };
}
