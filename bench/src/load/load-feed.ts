import type { CameraTracks, EpochMs, GatePassages, Milliseconds } from '@walkout/contracts';
import { createRandom } from '@walkout/recordings';
import { createCameraView, jointsOf } from './camera-view.ts';
import { loadStore } from './load-store.ts';
import type { LoadStore } from './load-store.ts';
import { roundOf } from './shoppers.ts';

export interface LoadOptions {
  readonly cameras: number;
  readonly shoppers: number;
  readonly framesPerSecond: number;
  readonly seed: number;
}

export type LoadMessage =
  | { readonly name: 'cameraTracks'; readonly id: string; readonly body: CameraTracks }
  | { readonly name: 'gatePassages'; readonly id: string; readonly body: GatePassages };

/** What a hall full of shoppers makes its cameras and gates say. */
export interface LoadFeed {
  readonly store: LoadStore;
  /** The next message and the moment after the start when it is due, in time order, without end. */
  next(): { readonly due: Milliseconds; readonly message: LoadMessage };
}

/** A gate speaks at once when somebody passes, and this often when nobody does. */
const GATES_EVERY: Milliseconds = 100;

/** @param startedAt the moment 0 of the feed, by the sensors' clocks */
export function createLoadFeed(options: LoadOptions, startedAt: EpochMs): LoadFeed {
  const store = loadStore(options);
  const rounds = Array.from({ length: options.shoppers }, (_, index) => roundOf(store, index));
  const random = createRandom(`${options.seed}/load`);
  const interval = 1000 / options.framesPerSecond;
  const views = store.layout.cameras.map((place) => createCameraView(place, random.fork(place.id)));
  const { gates } = store.layout;
  /** Every sensor with its own phase, in the order of the phases; then the same again. */
  const frames = store.layout.cameras.map(({ id }, index) => ({ kind: 'camera' as const, id, index, phase: Math.round(random.uniform(0, interval)) }));
  const ticks = gates.map(({ id }, index) => ({ kind: 'gate' as const, id, index, phase: Math.round(random.uniform(0, GATES_EVERY)) }));
  const queue = [...frames, ...ticks].map((sensor) => ({ sensor, due: sensor.phase as number, spokeAt: 0 as number, sequence: 0 })).sort((a, b) => a.due - b.due);
  let stances: { at: number; people: Parameters<(typeof views)[number]>[2] } = { at: -Infinity, people: [] };

  /** Everybody at a moment; cameras a few milliseconds apart see the same. */
  function peopleAt(due: Milliseconds) {
    if (due - stances.at < 5) return stances.people;
    const people = rounds.flatMap((round, number) => {
      const stance = round.at(due / 1000);
      return stance === undefined ? [] : [{ number: number + 1, position: stance.position, joints: jointsOf(stance) }];
    });
    stances = { at: due, people };
    return people;
  }

  /** Who goes through a gate within a span, milliseconds after the start; from included, to not. */
  function passagesOf(gate: number, from: Milliseconds, to: Milliseconds): GatePassages['passages'] {
    const [column, direction] = [Math.floor(gate / 2), gate % 2 === 0 ? 'in' : 'out'] as const;
    const passages: GatePassages['passages'] = [];
    for (let index = column; index < rounds.length; index += store.columns) {
      for (const passage of rounds[index]!.passages(from / 1000, to / 1000)) {
        if (passage.direction !== direction) continue;
        passages.push({ passage: `${direction}-${index}-${passage.visit}`, capturedAt: startedAt + Math.round(passage.at * 1000), direction });
      }
    }
    return passages;
  }

  /** When a gate that spoke at a moment speaks again. */
  function gateDue(gate: number, spokeAt: Milliseconds): Milliseconds {
    const next = spokeAt + GATES_EVERY;
    return passagesOf(gate, spokeAt, next).reduce((due, { capturedAt }) => Math.min(due, Math.max(spokeAt + 1, capturedAt - startedAt + 1)), next);
  }

  return {
    store,
    next() {
      const first = queue[0]!;
      const { sensor, due, sequence } = first;
      const message: LoadMessage = sensor.kind === 'camera'
        ? { name: 'cameraTracks', id: sensor.id, body: views[sensor.index]!(startedAt + due, sequence, peopleAt(due)) }
        : { name: 'gatePassages', id: sensor.id, body: { capturedAt: startedAt + due, passages: passagesOf(sensor.index, first.spokeAt, due) } };
      first.due = sensor.kind === 'camera' ? Math.round(sensor.phase + (sequence + 1) * interval) : gateDue(sensor.index, due);
      first.spokeAt = due;
      first.sequence++;
      // Back to its place: all intervals are alike or nearly so, so it goes near the end.
      queue.shift();
      let place = queue.length;
      while (place > 0 && queue[place - 1]!.due > first.due) place--;
      queue.splice(place, 0, first);
      return { due, message };
    },
  };
}
