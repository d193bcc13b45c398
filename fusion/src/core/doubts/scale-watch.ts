import type { EpochMs, Grams, Milliseconds, ShelfWeights } from '@walkout/contracts';

/** A while in which a scale could not be relied on. */
export interface ScaleTrouble {
  readonly from: EpochMs;
  /** `undefined`: it goes on. */
  readonly until: EpochMs | undefined;
}

/** Knows when a shelf's scale did not weigh: it missed samples, or its cells stood stiller than they do. */
export interface ScaleWatch {
  observe(batch: ShelfWeights): void;
  /** The latest trouble, as seen from a moment. */
  trouble(at: EpochMs): ScaleTrouble | undefined;
}

/** Less than this between two samples is a hiccup: no hand is that fast. */
const GAP: Milliseconds = 400;
/** A cell is stuck when it stands still for so many times the longest that it ever did, and for this long at least. */
const STILLER = 4;
const STILL: Milliseconds = 400;
/** How long a cell is watched before one knows how still it stands. */
const LEARN: Milliseconds = 2_000;

interface Cell {
  grams: Grams | null;
  readonly firstAt: EpochMs;
  /** Since when it has shown this value. */
  since: EpochMs;
  /** The longest that it stood still while nothing was wrong; undefined: it has never moved. */
  longest: Milliseconds | undefined;
}

export function createScaleWatch(): ScaleWatch {
  let cells: Cell[] = [];
  let heardAt: EpochMs | undefined;
  let last: ScaleTrouble | undefined;

  const isStuck = ({ firstAt, since, longest }: Cell, at: EpochMs): boolean =>
    longest !== undefined && since - firstAt >= LEARN && at - since > Math.max(STILL, STILLER * longest);

  function note(from: EpochMs, until: EpochMs): void {
    last = last?.until !== undefined && from <= last.until ? { from: last.from, until } : { from, until };
  }

  function see(cell: Cell, grams: Grams | null, at: EpochMs): void {
    if (grams === cell.grams) return;
    if (isStuck(cell, at)) note(cell.since, at);
    // Who was stuck once may have become quieter for good: it is believed little by little.
    else cell.longest = Math.max(cell.longest ?? 0, at - cell.since);
    if (cell.longest !== undefined && at - cell.since > cell.longest) cell.longest *= 2;
    [cell.grams, cell.since] = [grams, at];
  }

  return {
    observe({ capturedAt, grams }) {
      capturedAt.forEach((at, row) => {
        if (heardAt !== undefined && at <= heardAt) return;
        if (heardAt !== undefined && at - heardAt > GAP) note(heardAt, at);
        const values = grams[row] ?? [];
        if (heardAt === undefined) cells = values.map((value): Cell => ({ grams: value, firstAt: at, since: at, longest: undefined }));
        cells.forEach((cell, index) => see(cell, values[index] ?? null, at));
        heardAt = at;
      });
    },
    trouble(at) {
      if (heardAt === undefined) return undefined;
      if (at - heardAt > GAP) return { from: heardAt, until: undefined };
      const stuck = cells.filter((cell) => cell.grams !== null && isStuck(cell, heardAt!));
      return stuck.length === 0 ? last : { from: Math.min(...stuck.map(({ since }) => since)), until: undefined };
    },
  };
}
