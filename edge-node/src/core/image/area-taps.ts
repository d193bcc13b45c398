/** For each target cell, which source cells it covers and with what weight. */
export interface AreaTaps {
  readonly first: Int32Array;
  /** Taps of one target cell; every cell has as many, unused ones weigh nothing. */
  readonly count: number;
  /** `count` weights a target cell, adding up to 1. */
  readonly weights: Float32Array;
}

/**
 * Shrinks a line of `source` cells to `target` cells, each the mean of what it covers. Where the target is longer it repeats.
 */
export function areaTaps(source: number, target: number): AreaTaps {
  const span = source / target;
  const count = Math.min(source, Math.ceil(span) + 1);
  const first = new Int32Array(target);
  const weights = new Float32Array(target * count);
  for (let cell = 0; cell < target; cell++) {
    const from = cell * span;
    const start = Math.min(Math.floor(from), source - count);
    first[cell] = start;
    for (let tap = 0; tap < count; tap++) {
      const covered = Math.min(from + span, start + tap + 1) - Math.max(from, start + tap);
      weights[cell * count + tap] = Math.max(0, covered) / span;
    }
  }
  return { first, count, weights };
}
