import type { EpochMs, Milliseconds } from '@walkout/contracts';

/** Who has spoken up to when; a ring of those of one patience, of whom a word is expected soonest first. */
export interface Source {
  readonly name: string;
  readonly ring: Ring;
  /** Place among the sources. */
  readonly rank: number;
  spokenUpTo: EpochMs;
  /** Nothing is expected of it before and at this moment: what it has spoken of and, if it has a rate, the pause after. */
  quietUpTo: EpochMs;
  /** The last ones between its words, latest last; `undefined` where they tell nothing. */
  readonly pauses: Milliseconds[] | undefined;
  /** Of what it said lately, oldest word first; `undefined` where what is overtaken is dropped. */
  readonly moments: Set<EpochMs> | undefined;
  /** Before and at this moment it cannot be told any more what has been heard: nothing is new. */
  forgottenUpTo: EpochMs;
  ended: boolean;
  before: Source;
  after: Source;
}

/** Its first is `end.after`; `end` itself is nobody. */
export interface Ring {
  readonly patience: Milliseconds;
  readonly end: Source;
}

export function createRing(patience: Milliseconds): Ring {
  const end = { name: '', rank: -1, spokenUpTo: -Infinity, quietUpTo: -Infinity, ended: false } as unknown as Source;
  const ring: Ring = { patience, end };
  Object.assign(end, { ring, before: end, after: end });
  return ring;
}

/** Takes a source out of its ring and, unless it has ended, puts it back behind all of whom nothing is expected later: mostly at the end. */
export function moveInRing(source: Source): void {
  source.before.after = source.after;
  source.after.before = source.before;
  source.before = source.after = source;
  if (source.ended) return;
  const { end } = source.ring;
  let before = end.before;
  while (before !== end && before.quietUpTo > source.quietUpTo) before = before.before;
  source.before = before;
  source.after = before.after;
  before.after = source;
  source.after.before = source;
}

/** A rate is known by so many pauses … */
const PAUSES = 16;
/** … and the next word is due after this share of the shortest of them. Of a camera whose rate rises, one frame may come too late. */
const SURELY_PAUSES = 0.75;

/** How long nothing is expected of a source after its last word. */
export const pauseAfter = ({ pauses = [] }: Source): Milliseconds => (pauses.length < PAUSES ? 0 : SURELY_PAUSES * Math.min(...pauses));

/** It has spoken of a later moment. */
export function noteWord(source: Source, at: EpochMs): void {
  if (source.pauses !== undefined && source.spokenUpTo > -Infinity) {
    source.pauses.push(at - source.spokenUpTo);
    if (source.pauses.length > PAUSES) source.pauses.shift();
  }
  source.spokenUpTo = at;
}
