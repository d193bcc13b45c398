import type { EpochMs, Shelf, ShelfWeights } from '@walkout/contracts';
import type { WeightChange } from './weight-change.ts';

/** Watches one shelf's cells and says what changed once it has settled. */
export interface ShelfWatcher {
  /**
   * Takes the next batch in.
   *
   * @param batch samples not later than the last one taken in are ignored: doubled and late batches do no harm
   * @returns     the changes that settled with it, in order of their start
   */
  observe(batch: ShelfWeights): readonly WeightChange[];
  /** Start of the earliest change still in progress; `undefined` while all is quiet. */
  pending(): EpochMs | undefined;
  /** No more batches will come: the changes in progress as they stand, where their new level can be told. */
  end(): readonly WeightChange[];
}

/** Makes the watcher of a shelf. */
export type CreateShelfWatcher = (shelf: Shelf) => ShelfWatcher;
