import type { EpochMs, Grams, Shelf, ShelfWeights, WeightTrace } from '@walkout/contracts';
import { createEventIds } from '../event-ids.ts';
import { createCellWatcher, FAINT_REST_MS } from './cell-watcher.ts';
import type { CellMemory, CellStep } from './cell-watcher.ts';
import { describeChange } from './describe-change.ts';
import { createLoadHistory } from './load-history.ts';
import { joinSteps } from './join-steps.ts';
import type { PlacedStep, StepGroup } from './join-steps.ts';
import { areNeighbours } from './neighbours.ts';
import { createSlots, SLOT_MS } from './slots.ts';
import type { Slot } from './slots.ts';
import { areAtOnce } from './spans.ts';
import { splitAtValleys } from './split-at-valleys.ts';
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
  /** What the scale showed around a change. */
  traceOf(change: WeightChange): WeightTrace | undefined;
  /** How each plate's cell stands, in the layout's order. */
  cells(): readonly CellState[];
  /** What is known of the cells, in the layout's order. */
  memory(): readonly CellMemory[];
  /** No more batches will come: the changes that have settled but still waited for a cell beside them. */
  end(): readonly WeightChange[];
}

/** One plate's cell at a moment. */
export interface CellState {
  readonly plate: string;
  /** The steady load; `undefined`: none is known. */
  readonly grams: Grams | undefined;
  readonly health: 'ok' | 'noisy' | 'dead';
}

export interface WatchOptions {
  /** The lightest article that belongs on the shelf. */
  readonly lightest?: Grams;
  /** What another watcher knew of the cells; of other cells than the shelf has, it says nothing. */
  readonly before?: readonly CellMemory[] | undefined;
}

/** A change lighter than this share of the lightest article is none of them; nor one lighter than what a touch leaves behind. */
const LEAST_SHARE = 0.6;
const LEAST_GRAMS: Grams = 5;
/** What is put down astray may be lighter than what belongs there: lighter than nearly all goods. */
const LIGHT_GOODS: Grams = 12;
/** A faint change lighter than this share of the lightest article may be all of one but for a hand that lingers … */
const WHOLE_SHARE = 0.8;
/** … and is weighed again so long after, unless somebody comes. */
const LINGERS_MS = 4000;
/** A change counts when it stands out from the joined cells' noise by this many standard deviations. */
const CERTAIN = 5;
/** A plate's change of less than so many standard deviations is none. */
const TELLING = 2;
/** Noise from which on light goods are lost in it. */
const NOISY_GRAMS: Grams = 10;
/** A trace shows the change with so much before and after. */
const TRACE_MARGIN_MS = 1500;
const HISTORY_MS = 45_000;
/** Cells beside a change: their load before is measured over this time; what they bore counts from so many standard deviations on. */
const BEFORE_MS = 500;
const BORNE = 1;
/** Steps that others may belong to are remembered for so long: faint ones, and those of a plate on which a hand rests, come later. */
const REMEMBERED_MS = 10_000;
/** What a board that bends makes a plate say that is not beside, at most: share of the step that bends it. */
const BENDS = 0.1;
/** Steps wait no longer than this for a cell beside them that does not come to rest; what is too light to be an article waits longer, for the rest of it. */
const PATIENCE_MS = 2500;

/**
 * Makes the watcher of a shelf: each cell is watched by its own noise, the steps of neighbouring cells at one time become one change.
 * A change settles about 0.55 s after the hand has left, a little later where the furniture rings on; light goods on a noisy plate
 * are told when it has rested for two seconds, and what is too light to be goods after four.
 */
export function createShelfWatcher(shelf: Shelf, { lightest = LIGHT_GOODS / LEAST_SHARE, before = [] }: WatchOptions = {}): ShelfWatcher {
  const leastGrams = Math.max(LEAST_GRAMS, Math.min(LIGHT_GOODS, LEAST_SHARE * lightest));
  const cells = shelf.plates.map((_, cell) => createCellWatcher(before.length === shelf.plates.length ? before[cell] : undefined));
  const nextId = createEventIds(shelf.id);
  const slots = createSlots(cells.length);
  const history = createLoadHistory(HISTORY_MS);
  let readAt: EpochMs = -Infinity;
  let waiting: PlacedStep[] = [];
  /** What each cell bore before this moment has been reported. */
  const toldUntil = cells.map((): EpochMs => -Infinity);
  /** Steps of late that half a second told. */
  let plain: readonly CellStep[] = [];

  /** Neighbours, also across cells that are dead. */
  function beside(a: number, b: number): boolean {
    const [low, high] = a < b ? [a, b] : [b, a];
    let reach = low;
    for (let cell = low + 1; cell <= high; cell++) {
      if (!areNeighbours(shelf, shelf.plates[reach]!, shelf.plates[cell]!)) return false;
      if (cell < high && cells[cell]!.alive(readAt)) return false;
      reach = cell;
    }
    return true;
  }

  function groups(): readonly StepGroup[] {
    const moving = cells.flatMap((watcher, cell) => {
      const startedAt = watcher.movingSince();
      return startedAt === undefined ? [] : [{ cell, startedAt }];
    });
    return joinSteps(waiting, moving, beside);
  }

  /** What cells beside a change bore of it without a step of their own that would stand out from their noise. */
  function besides(steps: readonly PlacedStep[], stepped: ReadonlySet<number>): PlacedStep[] {
    const startedAt = Math.min(...steps.map((step) => step.startedAt));
    const settledAt = Math.max(...steps.map((step) => step.settledAt));
    return cells.flatMap((watcher, cell): PlacedStep[] => {
      const isQuiet = watcher.alive(readAt) && watcher.movingSince() === undefined && !stepped.has(cell);
      if (!isQuiet || !steps.some((step) => beside(step.cell, cell))) return [];
      // Who shakes off a hand bore nothing of it: before is before the hand, and after is after it.
      const moved = watcher.lastMoved();
      const isShaken = moved !== undefined && moved.settledAt >= startedAt - BEFORE_MS;
      const from = isShaken ? Math.min(startedAt, moved.startedAt) : startedAt;
      const until = isShaken ? Math.max(settledAt, moved.settledAt) : settledAt;
      const before = history.mean(cell, Math.max(from - BEFORE_MS, toldUntil[cell]!), from - SLOT_MS);
      const after = history.mean(cell, until, readAt);
      const error = Math.SQRT2 * watcher.noise();
      if (before === undefined || after === undefined || Math.abs(after - before) < BORNE * error) return [];
      return [{ cell, startedAt, settledAt, grams: after - before, error, isFaint: false }];
    });
  }

  /** Faint steps of one plate that wait are one: the hand went in two goes. */
  function keep(step: PlacedStep): void {
    const first = waiting.find(({ cell, isFaint }) => cell === step.cell && isFaint && step.isFaint);
    if (first === undefined) waiting.push(step);
    else waiting = [...waiting.filter((one) => one !== first), { ...step, startedAt: first.startedAt, grams: first.grams + step.grams }];
  }

  /** A faint step by what its plate bears now, as long as nothing has been felt there since. */
  function weighedAgain(step: PlacedStep): PlacedStep {
    if (!step.isFaint || cells[step.cell]!.pendingSince() !== undefined) return step;
    const then = history.mean(step.cell, step.settledAt, step.settledAt + FAINT_REST_MS);
    const now = history.mean(step.cell, readAt - FAINT_REST_MS, readAt);
    return then === undefined || now === undefined ? step : { ...step, grams: step.grams + now - then };
  }

  const weightOf = (steps: readonly PlacedStep[]): Grams => Math.abs(steps.reduce((sum, { grams }) => sum + grams, 0));

  /** Whether it is too light for an article, and may not be all yet. */
  function lingers({ steps }: StepGroup): boolean {
    const waits = ({ cell, isFaint, settledAt }: PlacedStep): boolean =>
      isFaint && cells[cell]!.movingSince() === undefined && (readAt - settledAt < LINGERS_MS || cells[cell]!.pendingSince() !== undefined);
    return weightOf(steps) < WHOLE_SHARE * lightest && steps.every(waits);
  }

  /** A heavy step bends the board: faint ones of the same time are told with it, where it loads the cells beside, or are none. */
  const standsAlone = (step: PlacedStep): boolean =>
    !step.isFaint || !plain.some((other) => areAtOnce(step, other) && Math.abs(step.grams) < BENDS * Math.abs(other.grams));

  function report(done: readonly StepGroup[]): WeightChange[] {
    const gone = new Set(done.flatMap((group) => group.steps));
    const stepped = new Set([...waiting, ...gone].map(({ cell }) => cell));
    waiting = waiting.filter((step) => !gone.has(step));
    const tell = (steps: readonly PlacedStep[]): readonly PlacedStep[] => {
      const all = [...steps, ...besides(steps, stepped)];
      for (const { cell, settledAt } of all) toldUntil[cell] = Math.max(toldUntil[cell]!, settledAt);
      return all;
    };
    // What the cells beside bore adds to the weight, and nothing to the certainty that there was a change; nor does what came and went again.
    const isCertain = (steps: readonly PlacedStep[]): boolean => {
      const telling = describeChange(shelf, '', steps).plates.filter(({ grams, error }) => Math.abs(grams) >= TELLING * error);
      return telling.length > 0 && Math.abs(telling.reduce((sum, { grams }) => sum + grams, 0)) >= CERTAIN * Math.hypot(...telling.map(({ error }) => error));
    };
    return done
      .map((group) => group.steps.map(weighedAgain).filter(standsAlone))
      .filter((steps) => steps.length > 0)
      .flatMap((steps) => splitAtValleys(steps, leastGrams))
      .filter(isCertain)
      .map((steps) => describeChange(shelf, '', tell(steps)))
      .filter(({ grams }) => Math.abs(grams) >= leastGrams)
      .sort((a, b) => a.startedAt - b.startedAt)
      .map((change) => ({ ...change, id: nextId(change.startedAt) }));
  }

  function take(slot: Slot): WeightChange[] {
    history.add(slot);
    readAt = slot.at;
    cells.forEach((watcher, cell) => {
      const step = watcher.observe(slot.at, slot.grams[cell]!);
      if (step === undefined) return;
      keep({ ...step, cell });
      if (!step.isFaint) plain = [...plain.filter(({ settledAt }) => slot.at - settledAt < REMEMBERED_MS), step];
    });
    if (waiting.length === 0) return [];
    const patience = ({ steps }: StepGroup) => (weightOf(steps) < leastGrams ? REMEMBERED_MS : PATIENCE_MS);
    const tired = (group: StepGroup) => group.steps.every((step) => slot.at - step.settledAt > patience(group));
    return report(groups().filter((group) => (group.open ? tired(group) : !lingers(group))));
  }

  return {
    observe: (batch) => slots(batch).flatMap(take),
    pending() {
      const starts = [...waiting.map((step) => step.startedAt), ...cells.flatMap((cell) => cell.pendingSince() ?? [])];
      return starts.length === 0 ? undefined : Math.min(...starts);
    },
    traceOf({ plates, startedAt, settledAt }) {
      const own = plates.map(({ plate }) => shelf.plates.findIndex(({ id }) => id === plate));
      return history.trace(own, startedAt - TRACE_MARGIN_MS, settledAt + TRACE_MARGIN_MS);
    },
    cells: () =>
      cells.map((cell, index): CellState => {
        const health = !cell.alive(readAt) ? 'dead' : cell.noise() > NOISY_GRAMS ? 'noisy' : 'ok';
        return { plate: shelf.plates[index]!.id, grams: health === 'dead' ? undefined : cell.level(), health };
      }),
    memory: () => cells.map((cell) => cell.memory()),
    end: () => report(groups()),
  };
}
