import type { EpochMs, Milliseconds, StoreLayout } from '@walkout/contracts';
import { isCamera, momentOf, sourceOf, sourcesOf } from './sensor-message.ts';
import type { SensorMessage } from './sensor-message.ts';
import { createStoreFusion } from './store-fusion.ts';
import type { FusionMessage, Sayings, StoreMemory } from './store-fusion.ts';
import { createReorderBuffer } from './time/reorder-buffer.ts';
import type { ReorderState } from './time/reorder-buffer.ts';

/** All that fusion ever hears, in the order in which it heard it: what it says follows from this and nothing else. */
export type FusionInput =
  /** It has passed the door (`checkSensor`). */
  | { readonly kind: 'message'; readonly message: SensorMessage }
  /** A sensor is away; until it speaks again nobody waits for it. */
  | { readonly kind: 'away'; readonly source: string }
  /** A sensor will not speak again; with the last of them everything open is decided. */
  | { readonly kind: 'ended'; readonly source: string }
  /** Live: the clock that the sensors share. Who lags too far behind it is not waited for. */
  | { readonly kind: 'clock'; readonly now: EpochMs };

/** A fault of this program: a message that it could not take in. All others are. */
export interface Failure {
  readonly source: string;
  readonly at: EpochMs;
  readonly error: unknown;
}

/** What came of an input. */
export interface FusionOutput {
  readonly said: readonly FusionMessage[];
  /** A message that came after its moment was decided. */
  readonly late: boolean;
  /** It told nothing new: it was heard already, or is of a time long past, as those of a sensor whose clock was set back are. */
  readonly stale: boolean;
  readonly failures: readonly Failure[];
}

/** What the machine knows when nobody is inside; plain data. A machine made from it goes on as this one would. */
export interface FusionMemory {
  readonly store: StoreMemory;
  readonly buffer: ReorderState<SensorMessage>;
  /** Sensors that have said that they ended. */
  readonly ended: readonly string[];
  readonly frames: number;
  readonly watermark?: EpochMs;
}

/** The reorder buffer and the store behind it as one pure machine: the same inputs give the same words. */
export interface FusionMachine {
  accept(input: FusionInput): FusionOutput;
  /** Whether the sensor has not said that it ended. */
  isRunning(source: string): boolean;
  /** What it knows; `undefined` unless nobody has been inside and nothing has moved for a while. */
  memory(): FusionMemory | undefined;
  /** Every sensor has ended. */
  readonly ended: boolean;
  /** All before is decided; `undefined` before anything is. */
  readonly watermark: EpochMs | undefined;
  /** Camera frames taken in. */
  readonly frames: number;
  /** People in the store. */
  readonly people: number;
}

/** What comes later than this after its moment was decided is of no use to anybody. */
const LONG_PAST: Milliseconds = 5_000;
/** A sensor that lags behind the clock by more is no longer waited for. */
const PATIENCE: Milliseconds = 500;
/** Gates speak seldom and lose nothing by being heard late, so hardly anybody waits for them. */
const GATE_PATIENCE: Milliseconds = 100;

/** @param before what another machine knew of the store when nobody was inside; it may have been of an earlier layout */
export function createFusionMachine(layout: StoreLayout, before?: FusionMemory, sayings?: Sayings): FusionMachine {
  const sources = sourcesOf(layout);
  const running = new Set(sources.filter((source) => !before?.ended.includes(source)));
  const fusion = createStoreFusion(layout, before?.store, sayings);
  const buffer = createReorderBuffer<SensorMessage>(sources, {
    patienceMs: (source) => (source.startsWith('gate/') ? GATE_PATIENCE : PATIENCE),
    hasRate: isCamera,
  }, before?.buffer);
  let frames = before?.frames ?? 0;
  let watermark = before?.watermark;
  let ended = false;
  let failures: Failure[] = [];

  /** What fails costs itself alone: whatever came out of the buffer with it has left there and comes no second time. */
  function attempt(source: string, at: EpochMs, work: () => FusionMessage[]): FusionMessage[] {
    try {
      return work();
    } catch (error) {
      failures.push({ source, at, error });
      return [];
    }
  }

  function drain(): FusionMessage[] {
    return buffer.pop().flatMap(({ source, item, at }) => {
      if (item.name === 'cameraTracks') frames++;
      watermark = Math.max(watermark ?? 0, at);
      return attempt(source, at, () => fusion.accept(item));
    });
  }

  function end(source: string): FusionMessage[] {
    if (!running.delete(source)) return [];
    buffer.end(source);
    const said = drain();
    if (running.size > 0) return said;
    ended = true;
    return [...said, ...attempt(source, watermark ?? 0, () => fusion.end())];
  }

  function output(said: FusionMessage[], { late = false, stale = false } = {}): FusionOutput {
    const output = { said, late, stale, failures };
    failures = [];
    return output;
  }

  return {
    accept(input) {
      switch (input.kind) {
        case 'message': {
          const at = momentOf(input.message);
          const verdict = buffer.push(sourceOf(input.message), at, input.message);
          const late = verdict === 'late';
          return output(drain(), { late, stale: verdict === 'duplicate' || (late && at < (watermark ?? -Infinity) - LONG_PAST) });
        }
        case 'away':
          buffer.end(input.source);
          return output(drain());
        case 'ended':
          return output(end(input.source));
        case 'clock':
          buffer.deadline(input.now);
          return output(drain());
      }
    },
    isRunning: (source) => running.has(source),
    memory() {
      const store = ended ? undefined : fusion.memory();
      if (store === undefined) return undefined;
      return { store, buffer: buffer.state(), ended: sources.filter((source) => !running.has(source)), frames, ...(watermark === undefined ? {} : { watermark }) };
    },
    get ended() {
      return ended;
    },
    get watermark() {
      return watermark;
    },
    get frames() {
      return frames;
    },
    get people() {
      return fusion.count;
    },
  };
}
