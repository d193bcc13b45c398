import type { EpochMs, Milliseconds, StoreLayout } from '@walkout/contracts';
import { momentOf, sourceOf, sourcesOf } from './sensor-message.ts';
import type { SensorMessage } from './sensor-message.ts';
import { createStoreFusion } from './store-fusion.ts';
import type { FusionMessage } from './store-fusion.ts';
import { createReorderBuffer } from './time/reorder-buffer.ts';

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

/** What came of an input. */
export interface FusionOutput {
  readonly said: readonly FusionMessage[];
  /** A message that came after its moment was decided. */
  readonly late: boolean;
}

/** The reorder buffer and the store behind it as one pure machine: the same inputs give the same words. */
export interface FusionMachine {
  accept(input: FusionInput): FusionOutput;
  /** Whether the sensor has not said that it ended. */
  isRunning(source: string): boolean;
  /** Every sensor has ended. */
  readonly ended: boolean;
  /** All before is decided; `undefined` before anything is. */
  readonly watermark: EpochMs | undefined;
  /** Camera frames taken in. */
  readonly frames: number;
  /** People in the store. */
  readonly people: number;
}

/** A sensor that lags behind the clock by more is no longer waited for. */
const PATIENCE: Milliseconds = 500;
/** Gates speak seldom and lose nothing by being heard late, so hardly anybody waits for them. */
const GATE_PATIENCE: Milliseconds = 100;

export function createFusionMachine(layout: StoreLayout): FusionMachine {
  const sources = sourcesOf(layout);
  const running = new Set(sources);
  const fusion = createStoreFusion(layout);
  const buffer = createReorderBuffer<SensorMessage>(sources, {
    patienceMs: (source) => (source.startsWith('gate/') ? GATE_PATIENCE : PATIENCE),
    isLossless: (source) => !source.startsWith('camera/'),
  });
  let frames = 0;
  let watermark: EpochMs | undefined;
  let ended = false;

  function drain(): FusionMessage[] {
    return buffer.pop().flatMap(({ item, at }) => {
      if (item.name === 'cameraTracks') frames++;
      watermark = Math.max(watermark ?? 0, at);
      return fusion.accept(item);
    });
  }

  function end(source: string): FusionMessage[] {
    if (!running.delete(source)) return [];
    buffer.end(source);
    const said = drain();
    if (running.size > 0) return said;
    ended = true;
    return [...said, ...fusion.end()];
  }

  return {
    accept(input) {
      switch (input.kind) {
        case 'message': {
          const verdict = buffer.push(sourceOf(input.message), momentOf(input.message), input.message);
          return { said: drain(), late: verdict === 'late' };
        }
        case 'away':
          buffer.end(input.source);
          return { said: drain(), late: false };
        case 'ended':
          return { said: end(input.source), late: false };
        case 'clock':
          buffer.deadline(input.now);
          return { said: drain(), late: false };
      }
    },
    isRunning: (source) => running.has(source),
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
